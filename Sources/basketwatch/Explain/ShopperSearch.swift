import BasketConsole
import BasketEvents
import BasketStore

/// Looks for a shopper's sessions, and says why there are none.
struct ShopperSearch {
    let shopper: String
    let count: Int
    let lookback: Duration
    let schema: SchemaName

    init(_ settings: Settings, shopper: String, schema: SchemaName) {
        self.shopper = shopper
        self.schema = schema
        count = settings[.sessions]
        lookback = settings[.lookback]
    }

    /// The latest sessions with a basket, as many as were asked for, with their moments.
    func sessions(_ reader: borrowing StoreReader) throws -> [ExplainedSession] {
        guard let since = try since(reader) else { return [] }
        let all = try reader.sessions(of: shopper, since: since)
        let survivors = Dictionary(
            all.compactMap { merged in merged.survivor.map { (merged.session, $0) } },
            uniquingKeysWith: { first, _ in first })
        var features: [Int32: [ModelFeature]] = [:]
        var found: [ExplainedSession] = []
        for session in all.filter({ $0.survivor == nil }).prefix(count) {
            let merged = all.filter { other in
                other.survivor != nil && last(of: other.session, survivors) == session.session
            }
            let moments = try moments(of: session, with: merged, reader)
            for version in Set(moments.map(\.modelVersion)) where features[version] == nil {
                features[version] = try reader.features(of: version)
            }
            found.append(
                ExplainedSession(
                    session: session, merged: merged.map(\.session).sorted(), moments: moments,
                    features: features))
        }
        return found
    }

    /// The session that one was merged into in the end.
    private func last(of session: Int64, _ survivors: [Int64: Int64]) -> Int64 {
        var session = session
        // A survivor's key is the lower one, so this comes to an end.
        while let next = survivors[session], next < session { session = next }
        return session
    }

    private func moments(
        of session: BasketSession, with merged: [BasketSession], _ reader: borrowing StoreReader
    ) throws -> [ScoredMoment] {
        var moments = try reader.moments(of: [session] + merged)
        // An open one's latest score is there whatever is kept of the others.
        if let latest = session.latest,
            !moments.contains(where: {
                $0.session == latest.session && $0.ordinal == latest.ordinal
            })
        {
            moments.append(latest)
        }
        return moments
    }

    /// From when on closed sessions are looked for; `nil`: no event has come yet.
    private func since(_ reader: borrowing StoreReader) throws -> EventTime? {
        guard let newest = try reader.status()?.partitions.map(\.watermark).max(),
            newest > .distantPast
        else { return nil }
        let milliseconds = newest.milliseconds - Int64(lookback / .milliseconds(1))
        return EventTime(milliseconds: max(0, milliseconds))
    }

    /// Why nothing was found, and the next step.
    func absence(asking reader: borrowing StoreReader) throws -> CommandFailure {
        let name = "'\(HarmlessText.of(shopper))'"
        guard let since = try since(reader) else {
            let problem =
                try reader.status() == nil
                ? StatusProblem.noStream(in: schema).inWords
                : "No event has been processed yet. `\(schema.command("status"))` says where the stream stands."
            return CommandFailure("Nothing is known of shopper \(name): \(problem)")
        }
        let quarantined = try reader.quarantined(key: shopper)
        var text =
            "Shopper \(name) has no session with a basket: none is open, and none that started "
            + "on \(since.day) or later has closed."
        if quarantined.isEmpty {
            text += " Nor is a record with that key in quarantine."
        } else {
            let reasons = quarantined.map { "\($0.reason) \(Figure.count($0.records))" }
            text +=
                " Records with that key that could not be used: "
                + reasons.joined(separator: ", ")
                + "; their bytes are in \(schema).quarantined_records."
        }
        return CommandFailure(
            text
                + " Look further back with --lookback 90d; a session without a basket leaves no row; "
                + "`\(schema.command("scores"))` lists shoppers with an open basket.")
    }
}
