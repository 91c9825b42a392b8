/// The times of the last four events: the end, and three before it as distances from the end.
///
/// The four largest of all times seen, whatever the order they came in. Unit: milliseconds.
struct RecentTimes {
    /// Rising distances from the end; `UInt32.max`: there is none.
    private(set) var back: (UInt32, UInt32, UInt32) = (.max, .max, .max)

    /// How many events the four slots hold, the end among them.
    var count: UInt8 {
        if back.2 != .max { return 4 }
        if back.1 != .max { return 3 }
        return back.0 != .max ? 2 : 1
    }

    /// From the first to the last of them.
    var span: Int64 {
        if back.2 != .max { return Int64(back.2) }
        if back.1 != .max { return Int64(back.1) }
        return back.0 != .max ? Int64(back.0) : 0
    }

    /// Takes in one more event at `time`; `end` is the end before it.
    mutating func insert(_ time: Int64, end: Int64) {
        if time > end {
            shift(by: time - end)
            insert(back: time - end)
        } else {
            insert(back: end - time)
        }
    }

    /// Takes in the four of another session.
    mutating func merge(_ other: RecentTimes, otherEnd: Int64, end: Int64) {
        var theirs = other
        if otherEnd > end {
            shift(by: otherEnd - end)
            insert(back: otherEnd - end)
        } else {
            theirs.shift(by: end - otherEnd)
            insert(back: end - otherEnd)
        }
        for distance in [theirs.back.0, theirs.back.1, theirs.back.2] where distance != .max {
            insert(back: Int64(distance))
        }
    }

    private mutating func shift(by milliseconds: Int64) {
        func moved(_ distance: UInt32) -> UInt32 {
            guard distance != .max else { return .max }
            return UInt32(min(Int64(distance) + milliseconds, Int64(UInt32.max) - 1))
        }
        back = (moved(back.0), moved(back.1), moved(back.2))
    }

    private mutating func insert(back milliseconds: Int64) {
        let distance = UInt32(min(milliseconds, Int64(UInt32.max) - 1))
        if distance < back.0 {
            back = (distance, back.0, back.1)
        } else if distance < back.1 {
            back = (back.0, distance, back.1)
        } else if distance < back.2 {
            back.2 = distance
        }
    }

    init() {}

    init(back: (UInt32, UInt32, UInt32)) {
        self.back = back
    }
}
