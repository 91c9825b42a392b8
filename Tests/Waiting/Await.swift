import Foundation

/// Waiting in tests: for a condition, never for a time.
public enum Await {
    /// It did not come true.
    public struct TimedOut: Error, CustomStringConvertible {
        let what: String
        let seconds: Double

        public var description: String { "\(what): not within \(seconds) s" }
    }

    /// Looks again and again until `condition` holds.
    ///
    /// - Throws: ``TimedOut`` after `seconds`, and what `condition` throws.
    public static func until(
        _ what: String, within seconds: Double = 30, _ condition: () throws -> Bool
    ) throws {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while try !condition() {
            guard ContinuousClock.now < deadline else {
                throw TimedOut(what: what, seconds: seconds)
            }
            usleep(5_000)
        }
    }
}
