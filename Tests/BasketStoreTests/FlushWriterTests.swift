import BasketEvents
import BasketSessions
import PostgresTesting
import Testing

@testable import BasketStore

@Suite("A flush")
struct FlushWriterTests {
    @Test("writes scores, baskets and the ledger, all at once", arguments: schemas)
    func whole(_ schema: SchemaName) throws {
        let sample = try WriterSample(schema)
        var part = sample.ownership.nextFlush()
        part.score(100)
        part.basket(100)
        part.read(3)
        part.watermark = EventTime(milliseconds: morning)
        part.brokerEnd = (offset: 110, seenMilliseconds: morning)
        #expect(try sample.write(part) == [.written])

        #expect(
            try sample.rows(
                """
                SELECT shopper_id, shop_session_id, device, channel, views, items,
                    basket_value_minor, currency, shipping_minor, risk, logit, model_version, cause,
                    started_at AT TIME ZONE 'UTC', is_scorable, encode(contributions, 'hex')
                FROM basketwatch.basket
                """) == [
                    [
                        "u-1", "s-100", "phone", "", "3", "1", "2400", "EUR", "2250", "0.75",
                        "1572864", "1", "checkout", "2025-11-26 08:00:00", "t",
                        "fff000000020000000080000",
                    ]
                ])
        #expect(
            try sample.rows("SELECT day, ordinal, cause, log_offset FROM basketwatch.score")
                == [["2025-11-26", "1", "checkout", "100"]])
        #expect(
            try sample.rows(
                """
                SELECT next_offset, read, applied, flush_number, broker_end, watermark_ms
                FROM basketwatch.stream_partition
                """) == [["103", "3", "3", "1", "110", "\(morning)"]])
    }

    @Test("sent twice is written once", arguments: schemas)
    func lostReply(_ schema: SchemaName) throws {
        let sample = try WriterSample(schema)
        var part = sample.ownership.nextFlush()
        part.score(100)
        part.close(100)
        part.read(1)
        #expect(try sample.write(part) == [.written])
        #expect(try sample.write(part) == [.alreadyWritten])
        #expect(try sample.rows("SELECT count(*) FROM basketwatch.score") == [["1"]])
    }

    @Test("that does not follow the stored one is refused, and says so", arguments: schemas)
    func outOfOrder(_ schema: SchemaName) throws {
        let sample = try WriterSample(schema)
        #expect(
            try sample.write(sample.ownership.nextFlush(2))
                == [.refused(.flushOutOfOrder(partition: 0, stored: 0, sent: 2))])
    }

    @Test("leaves out a partition that was taken away, and writes the others", arguments: schemas)
    func fencing(_ schema: SchemaName) throws {
        let sample = try WriterSample(schema)
        let other = try sample.writer.takeOver(.sample(1))
        var thief = try FlushWriter(sample.settings)
        let stolen = try thief.takeOver(.sample(0, owner: "there/1"))
        #expect(stolen.epoch == sample.ownership.epoch + 1)

        var mine = sample.ownership.nextFlush()
        mine.basket(100)
        mine.read(1)
        var good = other.nextFlush()
        good.basket(100)
        good.read(1)
        #expect(try sample.write(mine, good) == [.lost, .written])
        #expect(
            try sample.rows("SELECT session_key FROM basketwatch.basket")
                == [["\(key(100, partition: 1).rawValue)"]])
        #expect(
            try sample.rows(
                "SELECT partition, next_offset FROM basketwatch.stream_partition ORDER BY 1")
                == [["0", "100"], ["1", "101"]])
    }

    @Test("of lost partitions only writes nothing", arguments: schemas)
    func nothingLeft(_ schema: SchemaName) throws {
        let sample = try WriterSample(schema)
        var thief = try FlushWriter(sample.settings)
        _ = try thief.takeOver(.sample())
        #expect(try sample.write(sample.ownership.nextFlush()) == [.lost])
        // The writer is free for the next one.
        let second = try sample.writer.takeOver(.sample(1))
        #expect(try sample.write(second.nextFlush()) == [.written])
        #expect(try sample.write() == [])
    }

    @Test(
        "keeps a basket's score until there is a newer one, and shows it while it speaks",
        arguments: schemas)
    func keepsScore(_ schema: SchemaName) throws {
        let sample = try WriterSample(schema)
        var first = sample.ownership.nextFlush()
        first.score(100)
        first.basket(100)
        _ = try sample.write(first)

        var viewed = sample.ownership.nextFlush(2)
        var facts = sampleFacts()
        facts.views = 9
        viewed.basket(100, facts: facts)
        _ = try sample.write(viewed)
        let shown = "SELECT risk FROM basketwatch.abandonment_scores"
        #expect(
            try sample.rows("SELECT views, risk FROM basketwatch.basket") == [["9", "0.75"]])
        #expect(try sample.rows(shown) == [["0.75"]])

        var bought = sample.ownership.nextFlush(3)
        bought.basket(100, isScorable: false)
        _ = try sample.write(bought)
        #expect(try sample.rows(shown) == [])

        var added = sample.ownership.nextFlush(4)
        added.score(100, ordinal: 2, contributions: [-1_048_576, 0, 0])
        added.basket(100)
        _ = try sample.write(added)
        #expect(try sample.rows(shown) == [["0.25"]])
    }

    @Test(
        "with an outcome removes the basket; of merged ones the survivor stays", arguments: schemas)
    func outcomes(_ schema: SchemaName) throws {
        let sample = try WriterSample(schema)
        var first = sample.ownership.nextFlush()
        for offset: Int64 in [100, 101, 102] { first.basket(offset) }
        _ = try sample.write(first)

        var second = sample.ownership.nextFlush(2)
        second.close(100)
        second.close(101, as: .merged, survivor: key(102), values: #"{"EUR":1,"USD":2}"#)
        second.close(103, as: .purchased)
        second.close(104, as: .browsed)
        second.basket(102)
        _ = try sample.write(second)
        #expect(try sample.rows("SELECT session_key FROM basketwatch.basket") == [["102"]])
        #expect(
            try sample.rows(
                """
                SELECT session_key, kind, survivor_key, values_by_currency ->> 'USD'
                FROM basketwatch.outcome ORDER BY 1
                """) == [
                    ["100", "abandoned", "", ""], ["101", "merged", "102", "2"],
                    ["103", "purchased", "", ""],
                ])
    }

    @Test(
        "keeps the scores that the setting asks for",
        arguments: [
            (ScoreHistory.all, ["100 1", "100 2", "100 3", "101 1", "102 1"]),
            (.last, ["100 3", "101 1"]), (.none, []),
        ])
    func history(_ history: ScoreHistory, _ expected: [String]) throws {
        let sample = try WriterSample { $0.scoreHistory = history }
        var first = sample.ownership.nextFlush()
        for offset: Int64 in [100, 101, 102] {
            first.score(offset)
            first.basket(offset)
        }
        _ = try sample.write(first)
        var second = sample.ownership.nextFlush(2)
        second.score(100, ordinal: 2)
        second.score(100, ordinal: 3)
        second.close(100)
        second.close(101, as: .purchased)
        _ = try sample.write(second)
        let kept = try sample.rows(
            "SELECT session_key || ' ' || ordinal FROM basketwatch.score ORDER BY 1")
        #expect(kept.map { $0[0] } == expected)
    }

    @Test("adds to a day's funnel", arguments: schemas)
    func funnel(_ schema: SchemaName) throws {
        let sample = try WriterSample(schema)
        var day = FunnelDay(day: 20_418)
        day.sessions = 2
        day.views = 5
        for number: Int64 in 1...2 {
            var part = sample.ownership.nextFlush(number)
            part.effects.funnel = [day, day]
            _ = try sample.write(part)
        }
        #expect(
            try sample.rows("SELECT day, sessions, views, baskets FROM basketwatch.funnel")
                == [["2025-11-26", "8", "20", "0"]])
    }

    @Test("keeps quarantined bytes as they are", arguments: schemas)
    func quarantine(_ schema: SchemaName) throws {
        let sample = try WriterSample(schema)
        var part = sample.ownership.nextFlush()
        let value: [UInt8] = [0, 0xFF, 0xC3, 0x28, 39, 92]
        let range = part.effects.texts.append(value)
        part.effects.quarantined = [
            QuarantinedRecord(
                offset: 100, reason: .badUTF8, timestampMilliseconds: .max, key: .none,
                value: range, size: 70_000),
            QuarantinedRecord(
                offset: 101, reason: .emptyRecord, timestampMilliseconds: nil, key: range,
                value: .none, size: 0),
        ]
        _ = try sample.write(part)
        #expect(
            try sample.rows(
                """
                SELECT topic, log_offset, reason, encode(key, 'hex'), encode(value, 'hex'),
                    size_bytes, logged_at IS NULL
                FROM basketwatch.quarantined_records ORDER BY log_offset
                """) == [
                    ["clickstream", "100", "bad_utf8", "", "00ffc328275c", "70000", "f"],
                    ["clickstream", "101", "empty_record", "00ffc328275c", "", "0", "t"],
                ])
    }

    @Test("larger than one statement carries is written whole", arguments: schemas)
    func batches(_ schema: SchemaName) throws {
        let sample = try WriterSample(schema)
        var part = sample.ownership.nextFlush()
        for offset: Int64 in 100..<3_600 {
            part.score(offset)
            part.basket(offset)
            part.close(offset + 10_000)
        }
        _ = try sample.write(part)
        #expect(
            try sample.rows(
                """
                SELECT (SELECT count(*) FROM basketwatch.score),
                    (SELECT count(*) FROM basketwatch.basket),
                    (SELECT count(*) FROM basketwatch.outcome)
                """) == [["3500", "3500", "3500"]])
    }

    @Test("goes on while the server works: nothing waits but on purpose", arguments: schemas)
    func nonBlocking(_ schema: SchemaName) throws {
        let sample = try WriterSample(schema)
        let holder = try Connection.open(sample.settings)
        try holder.execute(
            "BEGIN; SELECT * FROM basketwatch.stream_partition FOR UPDATE", during: "a test")
        var part = sample.ownership.nextFlush()
        part.basket(100)
        try sample.writer.send(Flush(partitions: [part]))
        for _ in 0..<100 {
            guard case .busy = try sample.writer.advance() else {
                Issue.record("The flush is done though its row is locked.")
                return
            }
        }
        let isBusy = sample.writer.isBusy
        #expect(isBusy)
        try holder.execute("COMMIT", during: "a test")
        #expect(try sample.writer.finish().results.map(\.result) == [.written])
        #expect(sample.writer.takeFlush().partitions.count == 1)
    }
}
