/// When something happened in a session: milliseconds from the session's start, in 32 bits.
///
/// Saturates: what happens more than 49 days after the start counts as at the same time.
struct SessionMark: Hashable, Comparable, Sendable {
    /// 0: never; else one more than the milliseconds.
    private(set) var raw: UInt32

    /// It has not happened: before every other mark.
    static let never = SessionMark(raw: 0)

    init(raw: UInt32) {
        self.raw = raw
    }

    /// - Parameter milliseconds: from the session's start; not negative.
    @inline(__always)
    init(milliseconds: Int64) {
        raw = UInt32(truncatingIfNeeded: min(milliseconds, Int64(UInt32.max) - 1)) &+ 1
    }

    /// Milliseconds from the session's start; `nil`: never.
    var milliseconds: Int64? { raw == 0 ? nil : Int64(raw) - 1 }

    /// The same, told from a start that lies `milliseconds` earlier.
    func shifted(by milliseconds: Int64) -> SessionMark {
        guard let from = self.milliseconds else { return self }
        return SessionMark(milliseconds: from + milliseconds)
    }

    @inline(__always)
    static func < (left: SessionMark, right: SessionMark) -> Bool { left.raw < right.raw }
}
