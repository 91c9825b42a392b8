import Foundation
import PostgresTesting
import ProgramTesting
import Testing

/// What a unit of a logit is called in integers.
private let unit = 1_048_576.0

extension CommandLineTests {
    @Test("explains every score: its contributions add up, as JSON and as drawn")
    func explain() throws {
        let stream = try FilledStream(events: 6_000)
        let shoppers = try stream.query(
            """
            (SELECT shopper_id FROM basketwatch.basket_sessions
                WHERE state = 'open' AND is_scorable AND times_scored > 1 ORDER BY session_key LIMIT 2)
            UNION ALL
            (SELECT shopper_id FROM basketwatch.basket_sessions
                WHERE state = 'abandoned' AND times_scored > 3 ORDER BY session_key LIMIT 2)
            UNION ALL
            (SELECT shopper_id FROM basketwatch.basket_sessions
                WHERE state = 'purchased' AND times_scored > 1 ORDER BY session_key LIMIT 1)
            """
        ).map { $0[0] }
        #expect(shoppers.count == 5)
        for shopper in shoppers {
            let sessions = try objects(try stream.expect("explain --json \(shopper)", 0).output)
            #expect(!sessions.isEmpty && sessions.count <= 3)
            for session in sessions {
                #expect(session["shopper_id"] as? String == shopper)
                let moments = try #require(session["moments"] as? [[String: Any]])
                #expect(moments.count == session["times_scored"] as? Int)
                #expect(session["moments_not_kept"] as? Int == 0)
                for moment in moments { try checkSum(of: moment) }
                if session["is_scorable"] as? Bool == true {
                    #expect(session["risk"] as? Double == moments.last?["risk"] as? Double)
                }
            }
            let drawn = try stream.expect("explain \(shopper)", 0).output
            #expect(
                drawn.split(separator: "\n").count { $0.contains("session   20") } == sessions.count
            )
            try checkBars(drawn)
        }
    }

    private func checkSum(of moment: [String: Any]) throws {
        let parts = try #require(moment["contributions"] as? [String: Int])
        let logit = try #require(moment["logit"] as? Int)
        let risk = try #require(moment["risk"] as? Double)
        #expect(parts.count == 32 && parts.keys.contains("shipping_share"))
        #expect(parts.values.reduce(0, +) == logit)
        #expect(abs(1 / (1 + exp(-Double(logit) / unit)) - risk) < 1e-12)
        if moment["cause"] as? String == "silence" {
            #expect([60, 120, 300, 600, 1_200].contains(moment["silent_seconds"] as? Int))
        } else {
            #expect(moment["silent_seconds"] as? Int == 0)
        }
    }

    /// Under each moment the figures drawn add up to the logit told, and bars go to the side of their sign.
    private func checkBars(_ drawn: String) throws {
        var moments = 0
        var rest = 0
        for line in drawn.split(separator: "\n") {
            if let found = line.firstMatch(of: #/logit ([+-]\d+\.\d\d)/#) {
                #expect(rest == 0, "\(drawn)")
                rest = hundredths(found.output.1)
                moments += 1
            } else if let found = line.firstMatch(
                of: #/^    [a-z_0-9 ]+? +([+-]\d+\.\d\d)  ([ -]*)\|(\+*)/#)
            {
                rest -= hundredths(found.output.1)
                let isUp = found.output.1.hasPrefix("+")
                #expect(found.output.2.count == 10)
                #expect(found.output.3.isEmpty || isUp, "\(line)")
                #expect(!found.output.2.contains("-") || !isUp, "\(line)")
            }
        }
        #expect(rest == 0 && moments > 0, "\(drawn)")
    }

    private func hundredths(_ figure: Substring) -> Int {
        Int(((Double(figure) ?? .nan) * 100).rounded())
    }

    @Test("says of an unknown shopper what it looked for, and the next step")
    func explainUnknown() throws {
        let stream = try FilledStream(events: 1_000)
        let unknown = try stream.expect("explain nobody", 1)
        for word in ["'nobody' has no session", "Nor is a record", "--lookback 90d"] {
            #expect(unknown.errors.contains(word), "\(unknown.errors)")
        }
        #expect(unknown.output.isEmpty)
        _ = try stream.query(
            """
            INSERT INTO basketwatch.quarantine (partition, log_offset, reason, key, size)
            VALUES (0, 999999, 'made_up', 'nobody', 0)
            """)
        #expect(try stream.expect("explain nobody", 1).errors.contains("not be used: made_up 1"))
        #expect(try stream.expect("explain", 64).errors.contains("explain needs SHOPPER"))
    }

    @Test("says which moments are not kept, and still has an open basket's latest")
    func explainWithoutHistory() throws {
        let stream = try FilledStream(events: 3_000)
        _ = try stream.query("TRUNCATE basketwatch.score")
        let row = try stream.query(
            """
            SELECT shopper_id, times_scored FROM basketwatch.basket_sessions
            WHERE is_scorable AND times_scored > 2 ORDER BY session_key LIMIT 1
            """)[0]
        let end = try stream.expect("explain \(row[0]) --sessions 1", 0)
        let missing = (Int(row[1]) ?? 0) - 1
        #expect(end.output.contains("\(missing) of \(row[1]) scored moments are not kept"))
        #expect(end.output.contains("--score-history all"))
        #expect(end.output.split(separator: "\n").count { $0.contains("   logit ") } == 1)
    }

    @Test("joins the moments of merged sessions to those of the session that went on")
    func explainMerged() throws {
        let stream = try FilledStream(events: 6_000)
        let keys = try stream.query(
            """
            SELECT session_key FROM basketwatch.session_outcomes
            WHERE outcome = 'abandoned' AND times_scored > 1 ORDER BY session_key LIMIT 3
            """
        ).map { $0[0] }
        #expect(keys.count == 3)
        // The third into the second, and that into the first.
        _ = try stream.query(
            """
            UPDATE basketwatch.outcome AS o SET shopper_id = '-m' FROM (VALUES
                (\(keys[0])::bigint), (\(keys[1])), (\(keys[2]))) AS k(key) WHERE session_key = k.key;
            UPDATE basketwatch.outcome SET moments = (SELECT sum(moments) FROM basketwatch.outcome
                WHERE shopper_id = '-m') WHERE session_key = \(keys[0]);
            UPDATE basketwatch.outcome SET kind = 'merged', survivor_key = CASE session_key
                WHEN \(keys[1]) THEN \(keys[0]) ELSE \(keys[1]) END
            WHERE session_key IN (\(keys[1]), \(keys[2]))
            """)
        let sessions = try objects(try stream.expect("explain --json -- -m", 0).output)
        let session = try #require(sessions.first)
        #expect(sessions.count == 1)
        #expect(
            (session["merged_session_keys"] as? [Int])?.map(String.init) == Array(keys.dropFirst()))
        let moments = try #require(session["moments"] as? [[String: Any]])
        #expect(moments.count == session["times_scored"] as? Int)
        #expect(Set(moments.compactMap { $0["session_key"] as? Int }).count == 3)
        let times = moments.compactMap { $0["scored_at"] as? String }
        #expect(times == times.sorted() && times.count == moments.count)
    }

    @Test("writes out what in a shopper's id would steer a terminal")
    func explainHarmless() throws {
        let stream = try FilledStream(events: 1_000)
        let id = "-\u{1B}[2J\u{9B}x" + String(repeating: "ü", count: 100)
        _ = try stream.query(
            """
            UPDATE basketwatch.basket SET shopper_id = E'-\\x1B[2J' || chr(155) || 'x' || repeat('ü', 100)
            WHERE session_key = (SELECT min(session_key) FROM basketwatch.abandonment_scores)
            """)
        for flags in [[], ["--json"]] {
            let end = try BuiltProgram.run(
                ["explain"] + flags + ["--", id], environment: stream.environment)
            #expect(end.code == 0, "\(end.errors)")
            #expect(!end.output.contains("\u{1B}"))
            #expect(end.output.contains(flags.isEmpty ? "-\\u{1b}[2J\\u{9b}xü" : #""-\u001b[2J"#))
        }
    }
}
