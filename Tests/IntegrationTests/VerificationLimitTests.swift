import BasketEvents
import BasketPipeline
import BasketStore
import KafkaLog
import KafkaTesting
import Testing

/// What cannot be compared is counted and said; it is no difference.
extension Integration {
    @Test("counts rows whose days were dropped as not compared", arguments: ["score", "outcome"])
    func droppedDay(table: String) throws {
        try withEmbeddedStream(partitions: 2) { stream in
            var feed = try Feed(stream, seed: 43)
            try feed.send(4_000)
            try stream.runToEnd()
            let day = try stream.query(
                """
                SELECT to_char(day, 'YYYYMMDD'), count(*) FROM basketwatch.\(table)
                GROUP BY day ORDER BY day LIMIT 1
                """)[0]
            _ = try stream.query("DROP TABLE basketwatch.\(table)_\(day[0])")
            let report = try stream.verify()
            #expect(report.differences == 0, "\(report.shown)")
            #expect(report.isWhole)
            let tally = report.tally(table == "score" ? .scores : .outcomes)
            #expect(
                tally.notCompared == ["the table no longer holds their day": Int(day[1]) ?? 0])
            #expect(report.notCompared == tally.notComparedCount)
        }
    }

    @Test(
        "verifies what there is of the scores where not all are kept",
        arguments: [ScoreHistory.last, .none])
    func scoreHistory(history: ScoreHistory) throws {
        try withEmbeddedStream(partitions: 2) { stream in
            stream.store.scoreHistory = history
            var feed = try Feed(stream, seed: 44)
            for count in [3_000, 2_000] {
                try feed.send(count)
                try stream.runToEnd()
            }
            let report = try stream.verify()
            #expect(report.differences == 0, "\(report.shown)")
            #expect(report.isWhole)
            let stored = try FinalTables(stream).count("score")
            #expect((stored > 0) == (history == .last))
            #expect(report.tally(.scores).equal == stored)
            #expect(report.tally(.scores).notComparedCount > stored)

            // Without being told so, a verification misses them.
            let strict = try stream.verify { $0.store.scoreHistory = .all }
            #expect(
                strict.tally(.scores).missing == report.tally(.scores).notComparedCount)
            guard history == .last else { return }
            _ = try stream.query(
                """
                DELETE FROM basketwatch.score
                WHERE session_key = (SELECT min(session_key) FROM basketwatch.score)
                """)
            let after = try stream.verify()
            #expect(after.differences == 1 && after.tally(.scores).missing == 1, "\(after.shown)")
        }
    }

    @Test("says which scores a model made that it does not know, and compares all else")
    func unknownModel() throws {
        try withEmbeddedStream(partitions: 1) { stream in
            var feed = try Feed(stream, seed: 45)
            try feed.send(2_000)
            try stream.runToEnd()
            _ = try stream.query("UPDATE basketwatch.model SET kind = 'forest'")
            let report = try stream.verify()
            #expect(report.differences == 0 && report.isWhole, "\(report.shown)")
            let scores = report.tally(.scores)
            #expect(scores.compared == 0)
            #expect(scores.notCompared.keys.map { $0 } == ["the model that made them is not known"])
            #expect(report.tally(.baskets).equal > 0 && report.tally(.outcomes).equal > 0)
        }
    }

    @Test("begins at a checkpoint where it is told to, with what came since")
    func fromCheckpoint() throws {
        try withEmbeddedStream(partitions: 2) { stream in
            var feed = try Feed(stream, seed: 46)
            try feed.send(3_000)
            try stream.runToEnd()
            _ = try stream.query("CREATE TABLE old AS SELECT * FROM basketwatch.checkpoint")
            try feed.send(3_000)
            try stream.runToEnd()
            // Two of each: others may have been kept besides.
            for table in ["old", "basketwatch.checkpoint"] {
                _ = try stream.query(
                    """
                    DELETE FROM \(table) AS c WHERE log_offset <
                        (SELECT max(log_offset) FROM \(table) AS d WHERE d.partition = c.partition)
                    """)
            }
            _ = try stream.query("INSERT INTO basketwatch.checkpoint SELECT * FROM old")

            for (start, records) in [
                (VerificationSettings.Checkpoint.oldest, 3_000), (.newest, 0),
            ] {
                let report = try stream.verify { $0.checkpoint = start }
                #expect(report.differences == 0 && report.isWhole, "\(report.shown)")
                #expect(report.partitions.allSatisfy { $0.isFromCheckpoint })
                #expect(report.records == records)
                #expect((report.tally(.scores).equal > 0) == (records > 0))
                #expect(report.tally(.baskets).equal > 0)
                #expect(report.tally(.ledger).equal == 2)
                #expect(report.tally(.scores).notComparedCount > 0)
                #expect(report.tally(.funnel).compared == 0)
            }
            _ = try stream.query(
                """
                UPDATE basketwatch.score SET logit = logit - 1 WHERE log_offset =
                    (SELECT max(log_offset) FROM basketwatch.score)
                """)
            let after = try stream.verify { $0.checkpoint = .oldest }
            #expect(after.differences > 0)
        }
    }

    @Test("says from where the log no longer reaches back, and takes a checkpoint behind that")
    func forgottenLog() throws {
        try withEmbeddedStream(
            partitions: 2, properties: ["compression.codec": "none"]
        ) { stream in
            var producer = try LogProducer(stream.kafka, topic: stream.topic)
            // In small steps, so that nothing is lost to the processor.
            let running = stream.start { $0.endQuestionInterval = .seconds(3_600) }
            for step in 0..<12 {
                for number in step * 2_000..<(step + 1) * 2_000 {
                    try producer.send(.add(number, padding: 400), partition: 0)
                }
                try producer.send(.add(step), partition: 1)
                try producer.flush(timeout: .seconds(30))
                try stream.awaitCommitted((step + 1) * 2_001)
            }
            try running.stop()

            let report = try stream.verify()
            #expect(report.differences == 0, "\(report.shown)")
            #expect(report.isWhole)
            #expect(report.partitions.map(\.isFromCheckpoint) == [true, false])
            #expect(report.partitions[0].from == 24_000)
            #expect(report.tally(.baskets).compared > 1_000)

            _ = try stream.query("DELETE FROM basketwatch.checkpoint")
            let without = try stream.verify()
            #expect(without.differences == 0)
            #expect(!without.isWhole)
            #expect(
                without.partitions[0].stop?.hasPrefix("the log begins at offset ") == true,
                "\(without.partitions)")
            #expect(without.partitions[1].stop == nil)
            #expect(without.tally(.ledger).equal == 1)
            #expect(without.tally(.scores).notComparedCount > 24_000)
        }
    }

    @Test(
        "follows a recorded loss, and gives up what the processor gave up",
        arguments: [false, true])
    func behindLoss(mustRunAgain: Bool) throws {
        try withEmbeddedStream(
            partitions: 1, properties: ["compression.codec": "none"]
        ) { stream in
            var producer = try LogProducer(stream.kafka, topic: stream.topic)
            func send(_ numbers: Range<Int>) throws {
                for number in numbers {
                    try producer.send(.add(number, padding: 400), partition: 0)
                }
                try producer.flush(timeout: .seconds(30))
            }
            try send(0..<100)
            try stream.runToEnd()
            _ = try stream.query("CREATE TABLE old AS SELECT * FROM basketwatch.checkpoint")
            if mustRunAgain { _ = try stream.query("DELETE FROM basketwatch.checkpoint") }
            try send(100..<20_100)
            try stream.runToEnd {
                $0.endQuestionInterval = .seconds(3_600)
                $0.onDataLoss = .skip
            }
            // Kept from before the loss, so that all behind it is run again.
            _ = try stream.query("DELETE FROM basketwatch.checkpoint")
            _ = try stream.query("INSERT INTO basketwatch.checkpoint SELECT * FROM old")

            let report = try stream.verify()
            #expect(report.shown == [])
            #expect(report.differences == 0 && report.isWhole, "\(report.partitions)")
            #expect(report.partitions[0].from == 100)
            #expect(report.tally(.scores).equal > 5_000)
            #expect(report.tally(.ledger).equal == 1)
            guard mustRunAgain else { return }
            // What was given up can be told from the log nowhere; without a reason it is an extra row.
            _ = try stream.query(
                "UPDATE basketwatch.outcome SET log_offset = 19999 WHERE kind = 'lost'")
            #expect(
                try stream.verify().tally(.outcomes).notCompared
                    == ["the log had lost what they were made of": 100])
            _ = try stream.query(
                "UPDATE basketwatch.recorded_input SET kind = 'loss' WHERE kind = 'reset'")
            #expect(try stream.verify().tally(.outcomes).extra == 100)
        }
    }

    @Test("misses nothing of a shopper who was forgotten, and finds what should have gone")
    func forgottenShopper() throws {
        try withEmbeddedStream(partitions: 1) { stream in
            var feed = try Feed(stream, seed: 47)
            try feed.send(3_000)
            try stream.runToEnd()
            // One whose sessions have all closed: the state does not change.
            let shopper = try stream.query(
                """
                SELECT shopper_id FROM basketwatch.outcome AS o WHERE moments > 1 AND shopper_id
                    NOT IN (SELECT shopper_id FROM basketwatch.basket) ORDER BY session_key LIMIT 1
                """)[0][0]
            let hash = StableHash(shopper)
            let text = [hash.high, hash.low].map { half in
                let digits = String(half, radix: 16)
                return String(repeating: "0", count: 16 - digits.count) + digits
            }.joined()
            _ = try stream.query(
                """
                SET search_path = basketwatch;
                INSERT INTO recorded_input SELECT partition, next_offset, 99, 'forget', 0, '\\x\(text)'
                    FROM stream_partition;
                CREATE TABLE gone AS SELECT * FROM score WHERE session_key IN
                    (SELECT session_key FROM outcome WHERE shopper_id = '\(shopper)');
                DELETE FROM score WHERE session_key IN (SELECT session_key FROM gone);
                DELETE FROM outcome WHERE shopper_id = '\(shopper)';
                DELETE FROM quarantine WHERE key = '\(shopper)'
                """)
            let report = try stream.verify()
            let ledger = report.tally(.ledger)
            // The shopper may have a session without a basket open, which the state then forgets.
            #expect(report.differences == ledger.different, "\(report.shown)")
            #expect(report.tally(.scores).notComparedCount > 1)
            #expect(report.tally(.outcomes).notComparedCount > 0)

            _ = try stream.query(
                "INSERT INTO basketwatch.score SELECT * FROM basketwatch.gone LIMIT 1")
            let after = try stream.verify()
            #expect(after.tally(.scores).extra == 1)
        }
    }

    @Test("leaves out what late records amended, and what quarantine keeps no longer")
    func amended() throws {
        try withEmbeddedStream(partitions: 1) { stream in
            var feed = try Feed(stream, seed: 48)
            try feed.send(4_000)
            try stream.runToEnd()
            _ = try stream.query(
                """
                SET search_path = basketwatch;
                UPDATE outcome SET views = views + 1, amended_at = now()
                    WHERE session_key = (SELECT min(session_key) FROM outcome);
                INSERT INTO outcome SELECT (jsonb_populate_record(o, jsonb_build_object(
                        'session_key', session_key + 100000000, 'amended_at', now(), 'excluded', 'late'))).*
                    FROM outcome AS o WHERE session_key = (SELECT min(session_key) FROM outcome);
                UPDATE funnel_day SET views = views + 1 WHERE day = (
                    SELECT day FROM outcome WHERE session_key = (SELECT min(session_key) FROM outcome))
                """)
            let report = try stream.verify()
            #expect(report.differences == 0, "\(report.shown)")
            #expect(report.tally(.outcomes).notCompared == ["late records amended them": 2])
            #expect(report.tally(.funnel).notCompared == ["late records amended them": 1])

            _ = try stream.query(
                """
                DELETE FROM basketwatch.quarantine
                WHERE log_offset = (SELECT min(log_offset) FROM basketwatch.quarantine)
                """)
            #expect(try stream.verify().tally(.quarantine).missing == 1)
            let kept = try stream.verify { $0.keepQuarantine = .seconds(60) }
            #expect(kept.differences == 0, "\(kept.shown)")
            #expect(
                kept.tally(.quarantine).notCompared
                    == ["they are past the time that quarantine keeps": 1])
        }
    }
}
