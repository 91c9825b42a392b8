extension JSONScanner {
    /// Steps over any value, all of it validated.
    ///
    /// - Parameter levels: how many objects and arrays lie around it.
    @inline(__always)
    mutating func skipValue(within levels: Int) throws(RefusalReason) {
        // A copy, so that the scanner itself need not lie in memory for the call.
        var copy = self
        try copy.walkValue(within: levels)
        self = copy
    }

    @inline(never)
    private mutating func walkValue(within levels: Int) throws(RefusalReason) {
        var open = OpenLevels(around: levels)
        repeat {
            let isOpened = try skipScalarOrOpen(&open)
            if isOpened, !closes(open) {
                if open.isInObject { try skipKey() }
                continue
            }
            try skipEnds(&open)
        } while !open.isEmpty
    }

    /// Steps over a scalar, or into an object or an array.
    ///
    /// - Returns: whether it was an object or an array.
    private mutating func skipScalarOrOpen(_ open: inout OpenLevels) throws(RefusalReason) -> Bool {
        switch at[0] {
        case UInt8(ascii: "\""):
            at += 1
            _ = try text()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            _ = try number()
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            try open.push(isObject: at[0] == UInt8(ascii: "{"))
            at += 1
            skipSpace()
            return true
        default:
            try takeLiteral()
        }
        return false
    }

    /// After a value: steps over every end of an object or array, then over the comma that announces
    /// the next value, its key included.
    private mutating func skipEnds(_ open: inout OpenLevels) throws(RefusalReason) {
        while !open.isEmpty {
            if !closes(open) { skipSpace() }
            if closes(open) {
                at += 1
                open.pop()
                continue
            }
            guard take(",") else { throw .badJSON }
            skipSpace()
            if open.isInObject { try skipKey() }
            return
        }
    }

    private func closes(_ open: OpenLevels) -> Bool {
        at[0] == UInt8(ascii: open.isInObject ? "}" : "]")
    }

    private mutating func skipKey() throws(RefusalReason) {
        guard take("\"") else { throw .badJSON }
        _ = try text()
        skipSpace()
        guard take(":") else { throw .badJSON }
        skipSpace()
    }
}

/// The objects and arrays that a value being skipped lies in: a bit each.
private struct OpenLevels {
    private var areObjects: UInt64 = 0
    private var count = 0
    private let most: Int

    init(around levels: Int) {
        most = EventLimits.nestingLevels - levels
    }

    var isEmpty: Bool { count == 0 }
    var isInObject: Bool { areObjects & 1 == 1 }

    mutating func push(isObject: Bool) throws(RefusalReason) {
        guard count < most else { throw .nestedTooDeep }
        count += 1
        areObjects = areObjects << 1 | (isObject ? 1 : 0)
    }

    mutating func pop() {
        count -= 1
        areObjects >>= 1
    }
}
