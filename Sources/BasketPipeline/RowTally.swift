import BasketStore

/// How the rows of one kind compare, and the first of their differences.
struct RowTally {
    private(set) var tally = VerificationReport.Tally()
    private(set) var shown: [VerifiedDifference] = []
    private let kind: VerifiedKind
    private let limit: Int

    init(_ kind: VerifiedKind, showing limit: Int) {
        self.kind = kind
        self.limit = limit
    }

    /// Counts a row that is there on both sides.
    mutating func count(
        _ key: RowKey, _ differences: [FieldDifference], ignoring ignored: Set<String> = []
    ) {
        let found = differences.filter { difference in
            // A contribution is told with its feature.
            !ignored.contains(String(difference.field.prefix { $0 != "." }))
        }
        guard !found.isEmpty else {
            tally.equal += 1
            return
        }
        tally.different += 1
        show(key, .different(found))
    }

    /// Counts rows that were not compared.
    mutating func count(_ reason: String, _ rows: Int = 1) {
        tally.notCompared[reason, default: 0] += rows
    }

    /// Counts a row that is stored and was not replayed.
    mutating func extra(_ key: RowKey) {
        tally.extra += 1
        show(key, .extra)
    }

    /// Counts a row that should be stored and is not.
    ///
    /// - Parameter reason: what it was counted as before, when that was not yet known.
    mutating func missing(_ key: RowKey, before reason: String? = nil) {
        if let reason { count(reason, -1) }
        tally.missing += 1
        show(key, .missing)
    }

    private mutating func show(_ key: RowKey, _ what: VerifiedDifference.Kind) {
        if shown.count < limit { shown.append(VerifiedDifference(kind, key, what)) }
    }
}
