import BasketEvents

extension BasketSession {
    init(_ rows: borrowing QueryResult, row: Int) {
        session = rows.integer(row, 0)
        shopperID = rows.text(row, 1)
        state = rows.text(row, 2)
        survivor = rows.optionalInteger(row, 3)
        startedAt = EventTime(milliseconds: rows.integer(row, 4))
        lastEventAt = EventTime(milliseconds: rows.integer(row, 5))
        silentSeconds = rows.optionalInteger(row, 6)
        counts = EventCounts(
            views: rows.integer(row, 7), adds: rows.integer(row, 8),
            removes: rows.integer(row, 9), checkouts: rows.integer(row, 10),
            cancels: rows.integer(row, 11), purchases: rows.integer(row, 12))
        items = rows.integer(row, 13)
        products = rows.integer(row, 14)
        value = QuotedAmount(rows, row: row, from: 15)
        shipping = QuotedAmount(rows, row: row, from: 17)
        order = QuotedAmount(rows, row: row, from: 19)
        device = rows.optionalText(row, 21)
        channel = rows.optionalText(row, 22)
        country = rows.optionalText(row, 23)
        timesScored = rows.integer(row, 24)
        isScorable = rows.bool(row, 25)
        reasons = (rows.optionalText(row, 26) ?? "").split(separator: "; ").map(String.init)
        latest =
            rows.isNull(row, 27)
            ? nil : ScoredMoment(rows, row: row, session: 0, from: 27)
    }
}

extension BasketSession.QuotedAmount {
    fileprivate init?(_ rows: borrowing QueryResult, row: Int, from column: Int) {
        guard let minor = rows.optionalInteger(row, column),
            let currency = rows.optionalText(row, column + 1)
        else { return nil }
        self.minor = minor
        self.currency = currency
    }
}

extension ScoredMoment {
    /// - Parameters:
    ///   - session: the column of the session's key.
    ///   - column: the column of the ordinal, with the others behind it.
    init(
        _ rows: borrowing QueryResult, row: Int, session place: Int, from column: Int
    ) {
        session = rows.integer(row, place)
        ordinal = rows.integer(row, column)
        cause = rows.text(row, column + 1)
        scoredAt = EventTime(milliseconds: rows.integer(row, column + 2))
        silentSeconds = rows.optionalInteger(row, column + 3)
        modelVersion = Int32(truncatingIfNeeded: rows.integer(row, column + 4))
        risk = rows.double(row, column + 5)
        logit = rows.integer(row, column + 6)
        contributions = rows.integers(row, column + 7)
    }
}
