/// The latest of what was said in a session: by time, and at the same time the greater, so that the
/// order of arrival does not matter.
struct Latest<Said> {
    private(set) var mark: SessionMark
    private(set) var said: Said

    @inline(__always)
    init(_ mark: SessionMark, said: Said) {
        self.mark = mark
        self.said = said
    }

    /// Takes what else was said, if that is later. `isGreater` ranks what was said at the same time,
    /// by something that every process agrees on.
    @inline(__always)
    mutating func take(_ other: Latest, isGreater: (Said, Said) -> Bool) {
        if other.isLater(than: self, isGreater: isGreater) { self = other }
    }

    @inline(__always)
    func isLater(than other: Latest, isGreater: (Said, Said) -> Bool) -> Bool {
        guard mark == other.mark else { return mark > other.mark }
        return mark != .never && isGreater(said, other.said)
    }

    /// The same, told from a start that lies `milliseconds` earlier.
    func shifted(by milliseconds: Int64) -> Latest {
        Latest(mark.shifted(by: milliseconds), said: said)
    }
}

extension Latest: Sendable where Said: Sendable {}
