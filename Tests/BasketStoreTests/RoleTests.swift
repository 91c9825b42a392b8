import BasketSessions
import PostgresTesting
import Testing

@testable import BasketStore

@Suite("A role")
struct RoleTests {
    let postgres = PrivatePostgres.shared

    @Test(
        "may not do more than it needs",
        arguments: [
            ("basketwatch_reader", "SELECT * FROM basketwatch.basket"),
            ("basketwatch_reader", "SELECT * FROM basketwatch.score"),
            ("basketwatch_reader", "SELECT * FROM basketwatch.quarantine"),
            ("basketwatch_reader", "SELECT * FROM basketwatch.checkpoint"),
            ("basketwatch_reader", "DELETE FROM basketwatch.ledger"),
            ("basketwatch_reader", "SELECT basketwatch.make_days('{2025-01-01}')"),
            ("basketwatch_reader", "CREATE TABLE basketwatch.mine ()"),
            ("basketwatch_writer", "CREATE TABLE basketwatch.mine ()"),
            ("basketwatch_writer", "DROP TABLE basketwatch.basket"),
            ("basketwatch_writer", "TRUNCATE basketwatch.score"),
            ("basketwatch_writer", "DELETE FROM basketwatch.outcome"),
            ("basketwatch_writer", "DELETE FROM basketwatch.schema_migration"),
            ("basketwatch_writer", "UPDATE basketwatch.model SET kind = ''"),
            ("basketwatch_writer", "ALTER TABLE basketwatch.basket ADD COLUMN x int"),
            ("basketwatch_offers", "SELECT * FROM basketwatch.abandonment_scores"),
            ("basketwatch_offers", "SELECT * FROM basketwatch.basket"),
        ])
    func refused(_ role: String, _ statement: String) throws {
        let database = try unchanged.get()
        let error = #expect(throws: (any Error).self) {
            try postgres.query("SET ROLE \(role); \(statement)", at: database)
        }
        // The words of 42501, and for DROP and ALTER.
        let words = error.map { "\($0)" } ?? ""
        #expect(words.contains("permission denied") || words.contains("must be owner"))
    }

    @Test("of an analyst reads the whole public face")
    func reader() throws {
        let database = try postgres.database()
        for view in [
            "abandonment_scores", "score_history", "session_outcomes", "quarantined_records",
            "ledger", "stream_lag", "funnel", "model_features", "model_versions", "basket_sessions",
        ] {
            _ = try postgres.query(
                "SET ROLE basketwatch_reader; SELECT * FROM basketwatch.\(view)", at: database)
        }
    }

    @Test("of the daemon is enough for all that it does")
    func writer() throws {
        let sample = try WriterSample()
        _ = try sample.rows(
            """
            DO $$ BEGIN
                CREATE ROLE daemon_of_test LOGIN IN ROLE basketwatch_writer;
                CREATE ROLE analyst_of_test LOGIN IN ROLE basketwatch_reader;
            END $$
            """)
        var daemon = try FlushWriter(as: "daemon_of_test", in: sample.settings)
        try daemon.register(sampleModel)
        #expect(try daemon.newestModel() == sampleModel)
        let ownership = try daemon.takeOver(.sample(3))
        for number: Int64 in 1...2 {
            var part = ownership.nextFlush(number)
            part.score(100 + number)
            part.basket(100 + number)
            part.close(200 + number)
            part.close(100, as: .merged, survivor: key(101, partition: 3))
            part.effects.outcomes.removeLast(number == 2 ? 1 : 0)
            part.effects.funnel = [FunnelDay(day: 20_418)]
            part.effects.quarantined = [
                QuarantinedRecord(
                    offset: number, reason: .late, timestampMilliseconds: nil, key: .none,
                    value: .none, size: 0)
            ]
            part.recordedInputs = [.init(offset: 100, ordinal: 0, kind: .tick, value: number)]
            part.checkpoint = [1]
            let report = try daemon.write(Flush(partitions: [part]))
            #expect(report.results.map(\.result) == [.written])
        }
        try daemon.release(partition: 3, epoch: ownership.epoch)

        for user in ["daemon_of_test", "analyst_of_test"] {
            let reader = try StoreReader(sample.settings.user(user))
            #expect(try reader.scores(limit: 10).rows.count == 2)
            #expect(try reader.status()?.partitions.count == 2)
        }
    }
}

extension StoreSettings {
    func user(_ name: String) -> StoreSettings {
        var settings = self
        settings.database += " user=\(name)"
        return settings
    }
}

extension FlushWriter {
    fileprivate init(
        as user: String, in settings: StoreSettings
    ) throws(BasketStoreError) {
        try self.init(settings.user(user))
    }
}
