import BasketEvents
import BasketSessions
import PostgresTesting
import Testing

@testable import BasketStore

@Suite("A shopper's sessions")
struct SessionReaderTests {
    private let day: Int64 = 86_400_000

    @Test(
        "come open and closed, the latest first, with what they were scored with",
        arguments: schemas)
    func sessions(_ schema: SchemaName) throws {
        let sample = try WriterSample(schema)
        var part = sample.ownership.nextFlush()
        part.score(100, ordinal: 1)
        part.score(100, ordinal: 2, silence: 5 * 60_000, contributions: [-1, 2, 3_000_000])
        part.basket(100)
        part.score(90, facts: sampleFacts(start: morning - day))
        part.close(90, facts: sampleFacts(start: morning - day))
        part.close(95, as: .merged, survivor: key(90), facts: sampleFacts(start: morning - day))
        part.close(80, facts: sampleFacts(start: morning - 20 * day))
        part.close(91, shopper: "u-2")
        part.watermark = EventTime(milliseconds: morning + 60_000 + 300_500)
        _ = try sample.write(part)

        let reader = try StoreReader(sample.settings)
        let since = EventTime(milliseconds: morning - 7 * day)
        let found = try reader.sessions(of: "u-1", since: since)
        #expect(found.map(\.session) == [100, 95, 90])
        #expect(found.map(\.state) == ["open", "merged", "abandoned"])
        #expect(found.map(\.survivor) == [nil, 90, nil])
        #expect(found.map(\.silentSeconds) == [300, nil, nil])

        let open = found[0]
        #expect(open.startedAt.milliseconds == morning)
        #expect(open.value == .init(minor: 2_400, currency: "EUR"))
        #expect(open.shipping == .init(minor: 2_250, currency: "EUR"))
        #expect(open.counts.views == 3 && open.counts.checkouts == 1 && open.items == 1)
        #expect(open.reasons == ["silent for 5 min"] && open.isScorable)
        let latest = try #require(open.latest)
        #expect(latest.ordinal == 2 && latest.silentSeconds == 300 && latest.cause == "silence")
        #expect(latest.contributions == [-1, 2, 3_000_000])

        let moments = try reader.moments(of: [open])
        #expect(moments.map(\.ordinal) == [1, 2])
        #expect(moments.map(\.silentSeconds) == [0, 300])
        #expect(moments[1] == latest)
        #expect(try reader.moments(of: [found[2]]).count == 1)
        #expect(try reader.features(of: 1).map(\.name) == ["bias", "shipping_share", "silence"])
        #expect(try reader.sessions(of: "nobody", since: since).isEmpty)
    }

    @Test("are looked for in the partitions of the days asked for, and in no other")
    func pruning() throws {
        let sample = try WriterSample()
        _ = try sample.rows(
            """
            SELECT basketwatch.make_days(
                ARRAY(SELECT date '2025-11-01' + n FROM generate_series(0, 29) AS n))
            """)
        let sessions = try plan(
            StoreReader.sessionsSQL, "'u-1', '{2025-11-29}', 1000", sample)
        #expect(
            partitions(named: "outcome", in: sessions) == ["outcome_20251129", "outcome_20251130"])
        let moments = try plan(StoreReader.momentsSQL, "'{2025-11-26}', '{100}'", sample)
        #expect(partitions(named: "score", in: moments) == ["score_20251126"])
    }

    private func plan(_ sql: String, _ values: String, _ sample: WriterSample) throws -> String {
        let lines = try sample.rows(
            "PREPARE asked AS \(sql); EXPLAIN (COSTS OFF) EXECUTE asked(\(values))")
        return lines.map { $0[0] }.joined(separator: "\n")
    }

    private func partitions(named table: String, in plan: String) -> [String] {
        let found = plan.matches(of: /on ([a-z]+_\d{8})/).map { String($0.output.1) }
        return Set(found).filter { $0.hasPrefix(table) }.sorted()
    }

    @Test("and the baskets at risk pass on every column of their view", arguments: schemas)
    func written(_ schema: SchemaName) throws {
        let sample = try WriterSample(schema)
        var part = sample.ownership.nextFlush()
        part.score(100)
        part.basket(100, shopper: "a \"b\",\u{1B}\n")
        _ = try sample.write(part)

        let columns = try sample.rows(
            """
            SELECT attname FROM pg_attribute
            WHERE attrelid = 'basketwatch.abandonment_scores'::regclass AND attnum > 0
            ORDER BY attnum
            """
        ).map { $0[0] }
        let reader = try StoreReader(sample.settings)
        let written = try reader.scoreRows(ScoreQuery(limit: 5)).rows
        #expect(written.columns == columns)
        #expect(written.rows.count == 1 && written.rows[0].count == columns.count)
        #expect(written.rows[0][1] == "a \"b\",\u{1B}\n")
        // No channel was told.
        #expect(written.rows[0][columns.firstIndex(of: "channel") ?? 0] == nil)

        let object = try #require(try reader.scoreObjects(ScoreQuery(limit: 5)).objects.first)
        #expect(object.contains(#""shopper_id":"a \"b\",\u001b\n""#))
        #expect(object.contains(#""reasons":["#))
        for column in columns { #expect(object.contains("\"\(column)\":")) }
    }

    @Test("and the counts beside the baskets at risk are of the same moment")
    func snapshot() throws {
        let sample = try WriterSample()
        func add(_ key: Int64) throws {
            var part = sample.ownership.nextFlush()
            part.score(key)
            part.basket(key, shopper: "u-\(key)")
            _ = try sample.write(part)
        }
        let reader = try StoreReader(sample.settings)
        let query = ScoreQuery(limit: 5)
        // Whatever is asked twice in one picture: a basket that comes in between does not show.
        let counts = try reader.snapshot(during: "a test") { () throws(BasketStoreError) in
            let first = try reader.count(query).open
            let added = Result { try add(100) }
            return (first, added, try reader.count(query).open)
        }
        try counts.1.get()
        #expect(counts.0 == 0 && counts.2 == 0)
        #expect(try reader.scores(query).count.open == 1)
        #expect(try reader.scoreRows(query).count.open == 1)
        #expect(try reader.scoreObjects(query).count.matching == 1)
    }

    @Test(
        "and the baskets at risk come in the order asked for",
        arguments: [
            (ScoreQuery.Order.risk, ["dear", "shipped", "silent"]),
            (.value, ["dear", "shipped", "silent"]),
            (.silence, ["silent", "dear", "shipped"]),
            (.shippingShare, ["shipped", "silent", "dear"]),
        ])
    func order(_ order: ScoreQuery.Order, _ expected: [String]) throws {
        let sample = try WriterSample()
        var part = sample.ownership.nextFlush()
        for (place, shopper) in ["dear", "shipped", "silent"].enumerated() {
            var facts = sampleFacts(start: morning - (shopper == "silent" ? 60_000 : 0))
            if shopper == "dear" { facts.valueMinor = 90_000 }
            if shopper == "shipped" { facts.shippingMinor = 9_000 }
            part.score(100 + Int64(place), facts: facts)
            part.basket(100 + Int64(place), shopper: shopper, facts: facts)
        }
        part.watermark = EventTime(milliseconds: morning + 120_000)
        _ = try sample.write(part)

        var query = ScoreQuery(limit: 10)
        query.order = order
        let reader = try StoreReader(sample.settings)
        #expect(try reader.scores(query).rows.map(\.shopperID) == expected)

        query.silentAtMost = .seconds(60)
        #expect(try reader.scores(query).count.matching == 2)
        query.shopperID = "shipped"
        #expect(try reader.scores(query).rows.map(\.shopperID) == ["shipped"])
        #expect(try reader.scores(query).count.open == 3)
    }
}
