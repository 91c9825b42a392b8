import BasketEvents

/// The latest of what was said about a basket, with its full time; at the same time the greater.
struct Stamped<Said: Ranked> {
    private(set) var time = Int64.min
    private(set) var said: Said

    init(said: Said) {
        self.said = said
    }

    init(said: Said, time: Int64) {
        self.said = said
        self.time = time
    }

    @inline(__always)
    mutating func take(_ other: Said, at otherTime: Int64) {
        if otherTime > time || (otherTime == time && said.ranksBelow(other)) {
            time = otherTime
            said = other
        }
    }

    @inline(__always)
    mutating func take(_ other: Stamped) {
        take(other.said, at: other.time)
    }
}

extension Stamped: Sendable where Said: Sendable {}

extension Stamped<[UInt8]> {
    /// Copies a text only when it is another.
    mutating func take(_ text: BorrowedText, at otherTime: Int64) {
        guard text.equals(said) else { return take(Array(text.bytes), at: otherTime) }
        time = Swift.max(time, otherTime)
    }
}

extension BorrowedText {
    fileprivate func equals(_ text: [UInt8]) -> Bool {
        text.withUnsafeBytes { equals($0) }
    }
}

/// An order on what can be said at the same time, the same in every process.
protocol Ranked {
    func ranksBelow(_ other: Self) -> Bool
}

extension Int32: Ranked {
    func ranksBelow(_ other: Int32) -> Bool { self < other }
}

extension [UInt8]: Ranked {
    func ranksBelow(_ other: [UInt8]) -> Bool { lexicographicallyPrecedes(other) }
}
