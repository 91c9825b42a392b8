import BasketSessions
import PostgresTesting
import Testing

@testable import BasketStore

@Suite("A role")
struct RoleTests {
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
            part.chunks = [.sample(at: 100 + number)]
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
