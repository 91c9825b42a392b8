import Foundation
import ProgramTesting
import Testing

extension CommandLineTests {
    @Test("replays a topic to the very rows that the processor writes for it")
    func replayedTopic() throws {
        let stream = try FilledStream()
        try stream.expect(
            "generate --count 6000 --open-sessions 300 --duplicates 1% --malformed 1% "
                + "--out-of-order 3%", 0)
        try stream.expect("publish -", 0, input: Array((lastVisits + lateVisits).utf8))
        try stream.expect("run --until-end --workers 1", 0)

        let replay = try stream.expect("replay --topic clickstream --json", 0)
        let lines = try ReplayLine.all(replay.output)
        func rows(_ what: Set<String>, _ fields: [String]) -> [String] {
            lines.filter { what.contains($0.what) }.map { $0.row(fields) }.sorted()
        }
        func rows(_ fields: [String], of sql: String) throws -> [String] {
            let found = try stream.query(
                "SET timezone = 'UTC'; SELECT row_to_json(r) FROM \(sql) r")
            return try found.map { try ReplayLine($0[0]).row(fields) }.sorted()
        }

        let score = [
            "session_key", "ordinal", "cause", "scored_at", "log_offset", "model_version", "risk",
            "logit",
        ]
        let scores = rows(["score"], score)
        #expect(scores.count > 1_000)
        #expect(try scores == rows(score, of: "basketwatch.score_history"))

        let outcome = [
            "session_key", "outcome", "survivor_key", "shopper_id", "shop_session_id",
            "started_at", "ended_at", "times_scored", "items", "basket_value_minor", "currency",
            "shipping_minor", "shipping_currency", "order_value_minor", "order_currency", "device",
            "channel", "country",
        ]
        let outcomes = rows(["outcome"], outcome)
        #expect(outcomes.count > 100)
        #expect(
            try outcomes
                == rows(
                    outcome,
                    of: "(SELECT * FROM basketwatch.session_outcomes WHERE outcome <> 'merged')"))

        let refused = ["partition", "log_offset", "reason"]
        #expect(
            try rows(["quarantined"], refused)
                == rows(
                    refused,
                    of: "(SELECT * FROM basketwatch.quarantined_records WHERE reason <> 'late')"))
        let late = ["partition", "log_offset"]
        #expect(
            try rows(["late"], late)
                == rows(
                    late,
                    of: "(SELECT * FROM basketwatch.quarantined_records WHERE reason = 'late')"))
        #expect(rows(["late"], late).count == 9)

        let ledger = try #require(lines.first { $0.what == "ledger" })
        let columns = ledger.fields.keys.filter {
            !["what", "watermark", "is_balanced"].contains($0)
        }.sorted()
        #expect(columns.count == 30, "\(columns)")
        #expect(try rows(["ledger"], columns) == rows(columns, of: "basketwatch.ledger"))

        try expectSameReasons(lines, stream)
    }

    /// The open baskets' last scores say why in the words of SQL.
    private func expectSameReasons(_ lines: [ReplayLine], _ stream: FilledStream) throws {
        var last: [String: String] = [:]
        for line in lines where line.what == "score" {
            last[line.text("session_key")] = line.text("reasons")
        }
        let open = try stream.query(
            "SELECT session_key, coalesce(reasons, '') FROM basketwatch.abandonment_scores")
        #expect(open.count == 40)
        #expect(open.contains { $0[1].contains("shipping is ") })
        for row in open { #expect(last[row[0]] == row[1]) }
    }
}

/// Forty shoppers long after all others: every earlier session closes, and these stay open, so that
/// it does not matter how long a silent topic is waited at.
private let lastVisits: String = (0..<40).map { shopper in
    let start = 1_764_700_000_000 + shopper * 10
    func event(_ place: Int, _ rest: String) -> String {
        #"{"id":"last-\#(shopper)-\#(place)","shopper_id":"last-\#(shopper)","#
            + #""time_ms":\#(start + place * 2_000),"device":"phone","country":"DE",\#(rest)}"#
    }
    let price = 1_000 + shopper * 137
    return [
        event(0, #""type":"view","page":"/""#),
        event(
            1,
            #""type":"add_to_basket","product_id":"p","quantity":\#(1 + shopper % 3),"#
                + #""price_minor":\#(price),"currency":"EUR""#),
        event(2, #""type":"checkout","shipping_minor":\#(shopper * 90),"currency":"EUR","step":1"#),
        event(3, #""type":"cancel""#),
    ].joined(separator: "\n")
}.joined(separator: "\n")

/// Days too late.
private let lateVisits: String = (1..<10).map {
    "\n" + #"{"id":"late-\#($0)","type":"view","time_ms":1764151200000,"shopper_id":"late-\#($0)"}"#
}.joined()
