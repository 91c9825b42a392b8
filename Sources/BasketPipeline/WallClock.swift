import Foundation

/// The wall clock: for what people read, never for what the state is made of.
enum WallClock {
    /// Milliseconds since 1970 UTC.
    static var milliseconds: Int64 { Int64(Date().timeIntervalSince1970 * 1_000) }
}
