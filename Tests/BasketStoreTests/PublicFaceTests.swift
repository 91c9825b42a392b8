import BasketEvents
import BasketSessions
import PostgresTesting
import Testing

@testable import BasketStore

@Suite("The public face")
struct PublicFaceTests {
    @Test("shows open baskets with their risk, and says why", arguments: schemas)
    func scores(_ schema: SchemaName) throws {
        let sample = try WriterSample(schema)
        var part = sample.ownership.nextFlush()
        part.score(100, ordinal: 2, silence: 5 * 60_000)
        part.basket(100)
        part.score(101, contributions: [-2_000_000, 1_000_000, 50_000])
        part.basket(101, shopper: "u-2")
        part.basket(102, shopper: "u-3")
        part.watermark = EventTime(milliseconds: morning + 60_000 + 300_500)
        _ = try sample.write(part)

        let reader = try StoreReader(sample.settings)
        let table = try reader.scores(limit: 10, atLeast: 0.5)
        #expect(table.count.open == 2)
        #expect(table.count.atRisk == 1)
        let row = try #require(table.rows.first)
        #expect(table.rows.count == 1)
        #expect(row.session == 100)
        #expect(row.shopperID == "u-1")
        #expect(row.shopSessionID == "s-100")
        #expect(row.valueMinor == 2_400 && row.currency == "EUR")
        #expect(row.shippingMinor == 2_250 && row.shippingCurrency == "EUR")
        #expect(row.items == 1)
        #expect(row.silentSeconds == 300)
        #expect(row.risk == 0.75)
        #expect(row.modelVersion == 1)
        #expect(row.cause == "silence")
        #expect(row.reasons == ["shipping is 94 % of the basket", "silent for 5 min"])

        let all = try reader.scores(limit: 10)
        #expect(all.rows.map(\.shopperID) == ["u-1", "u-2"])
        // 50,000 of 2^-20 is no reason.
        #expect(all.rows.last?.reasons == ["shipping is 94 % of the basket"])
        #expect(try reader.scores(limit: 1).rows.count == 1)
    }

    @Test("names contributions that add up to the logit exactly", arguments: schemas)
    func contributions(_ schema: SchemaName) throws {
        let sample = try WriterSample(schema)
        var part = sample.ownership.nextFlush()
        part.score(100, contributions: [.min, .max, -1])
        part.basket(100)
        _ = try sample.write(part)
        #expect(
            try sample.rows(
                """
                SELECT contributions ->> 'bias', contributions ->> 'silence',
                    (SELECT sum(value::bigint) FROM jsonb_each_text(contributions)) = logit
                FROM basketwatch.abandonment_scores
                """) == [["-2147483648", "-1", "t"]])
        #expect(
            try sample.rows(
                """
                SELECT contributions, (SELECT sum(c) FROM unnest(contributions) AS c) = logit
                FROM basketwatch.score_history
                """) == [["{-2147483648,2147483647,-1}", "t"]])
        #expect(
            try sample.rows(
                "SELECT name, unit FROM basketwatch.model_features ORDER BY place")
                == [["bias", ""], ["shipping_share", "share"], ["silence", "s"]])
    }

    @Test(
        "writes values into reasons as people say them",
        arguments: [
            ("shipping {shipping} on {value}", "shipping EUR 22.50 on EUR 24.00"),
            ("{shipping_share}, {items}, {silence}, {age}", "94 %, 1, 2 min, 3 min"),
            (
                "{views} {adds} {removes} {checkouts} {step} {device}", "3 1 0 1 2 phone"
            ),
            ("nothing to fill in", "nothing to fill in"),
            ("the channel {channel}", ""), ("an {unknown} place", ""),
            ("{items} and {items}", "1 and 1"),
        ])
    func phrases(_ phrase: String, _ expected: String) throws {
        let row = """
            jsonb_populate_record(NULL::basketwatch.basket, '{"views": 3, "adds": 1, "removes": 0,
                "checkouts": 1, "highest_step": 2, "device": "phone", "items": 1,
                "basket_value_minor": 2400, "currency": "EUR", "shipping_minor": 2250,
                "shipping_currency": "EUR", "started_at": "2025-11-26T08:00:00Z",
                "last_event_at": "2025-11-26T08:01:00Z", "scored_at": "2025-11-26T08:03:00Z"}')
            """
        #expect(
            try PrivatePostgres.shared.query(
                "SELECT basketwatch.fill_phrase('\(phrase)', \(row))", at: try unchanged.get())
                == [[expected]])
    }

    @Test(
        "writes money with the currency's own digits",
        arguments: [
            ("2250, 'EUR'", "EUR 22.50"), ("2250, 'JPY'", "JPY 2250"),
            ("2250, 'KWD'", "KWD 2.250"), ("5, 'USD'", "USD 0.05"), ("NULL, 'USD'", ""),
        ])
    func money(_ arguments: String, _ expected: String) throws {
        let database = try unchanged.get()
        #expect(
            try PrivatePostgres.shared.query(
                "SELECT basketwatch.money_text(\(arguments))", at: database) == [[expected]])
    }

    @Test("works reasons out for the rows shown, not for all", arguments: schemas)
    func reasonsAreLate(_ schema: SchemaName) throws {
        let sample = try WriterSample(schema)
        let plan = try sample.rows(
            """
            EXPLAIN (VERBOSE, COSTS OFF) SELECT shopper_id, reasons, contributions
            FROM basketwatch.abandonment_scores ORDER BY risk DESC LIMIT 5
            """
        ).map { $0[0] }
        let sort = try #require(plan.firstIndex { $0.contains("Sort") })
        #expect(plan[..<sort].contains { $0.contains("reasons(") })
        #expect(!plan[sort...].contains { $0.contains("reasons(") })
    }

    @Test("says where each partition stands, and whether its ledger balances", arguments: schemas)
    func status(_ schema: SchemaName) throws {
        let sample = try WriterSample(schema)
        var part = sample.ownership.nextFlush()
        part.read(5)
        part.brokerEnd = (offset: 112, seenMilliseconds: morning)
        _ = try sample.write(part)
        _ = try sample.writer.takeOver(.sample(1))

        let reader = try StoreReader(sample.settings)
        let status = try #require(try reader.status())
        #expect(status.topic == "clickstream" && status.group == "basketwatch")
        #expect(status.partitions.map(\.partition) == [0, 1])
        let first = status.partitions[0]
        #expect(first.lag == 7 && first.brokerEnd == 112)
        #expect(first.ledger == part.ledger && first.ledger.differences == [])
        #expect(first.owner == "here/1" && first.epoch == 1 && first.flushNumber == 1)
        #expect((0..<60).contains(first.flushAgeSeconds ?? -1))
        #expect(status.partitions[1].lag == nil && status.partitions[1].flushAgeSeconds == nil)

        var wrong = sample.ownership.nextFlush(2)
        wrong.ledger.read = 1
        wrong.ledger.sessions.open = 1
        _ = try sample.write(wrong)
        #expect(
            try sample.rows(
                """
                SELECT ledger_balanced, offsets_balance, records_balance, sessions_balance,
                    baskets_balance
                FROM basketwatch.stream_lag JOIN basketwatch.ledger USING (partition)
                WHERE partition = 0
                """) == [["f", "f", "f", "f", "t"]])
    }
}
