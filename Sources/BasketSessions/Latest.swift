/// The latest of what was said: by time, and at the same time the greater, so that the order of
/// arrival does not matter.
///
/// The time is milliseconds from the session's origin; `Int32.min` means nothing was said yet.
struct Latest<Said> {
    private(set) var offset: Int32
    private(set) var said: Said

    init(offset: Int32, said: Said) {
        self.offset = offset
        self.said = said
    }

    /// Whether this is the later one. `order` ranks what was said at the same time: by something
    /// that every process agrees on.
    @inline(__always)
    func isLater(than other: Latest, order: (Said) -> UInt32) -> Bool {
        offset != other.offset ? offset > other.offset : order(said) > order(other.said)
    }

    @inline(__always)
    mutating func take(_ other: Latest, order: (Said) -> UInt32) {
        if other.isLater(than: self, order: order) { self = other }
    }

    /// The same, told from an origin that lies `milliseconds` earlier.
    func shifted(by milliseconds: Int64) -> Latest {
        guard offset != .min else { return self }
        // Never the mark for "nothing said".
        let moved = Int32(clamping: max(Int64(offset) + milliseconds, Int64(Int32.min) + 1))
        return Latest(offset: moved, said: said)
    }
}

extension Latest: Sendable where Said: Sendable {}
