import BasketPipeline
import BasketSessions
import BasketStore
import Testing
import Waiting

extension TestStream {
    func status() throws -> StreamStatus {
        try #require(try StoreReader(store).status())
    }

    /// All partitions' ledgers added up.
    func total() throws -> Ledger { total(try status()) }

    private func total(_ status: StreamStatus) -> Ledger {
        Ledger(sum: status.partitions.map(\.ledger))
    }

    /// How many offsets are committed; none where there is no answer for the moment.
    func committed() throws -> Int {
        // A store that is away is waited for as everything else is.
        guard let status = try? StoreReader(store).status() else { return 0 }
        return Int(total(status).nextOffset)
    }

    /// Waits until so many records are committed.
    func awaitCommitted(_ records: Int, within seconds: Double = 60) throws {
        var last = 0
        do {
            try Await.until("\(records) records are committed", within: seconds) {
                last = try committed()
                return last >= records
            }
        } catch {
            throw RunningProcessor.Failed(reason: "\(error); \(last) are", log: [])
        }
    }

    /// The promise: the ledger balances, and the tables are those of an undisturbed run.
    ///
    /// - Parameter shoppers: who was forgotten on the way.
    func expectUndisturbed(
        forgetting shoppers: [String] = [], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        for partition in try status().partitions {
            #expect(
                partition.ledger.differences == [], "partition \(partition.partition)",
                sourceLocation: sourceLocation)
        }
        let found = try FinalTables(self)
        var undisturbed = UndisturbedRun(self)
        undisturbed.forgotten = shoppers
        let differences = try found.differences(from: undisturbed.tables())
        #expect(differences == [], sourceLocation: sourceLocation)
        try expectVerified(forgetting: !shoppers.isEmpty, sourceLocation: sourceLocation)
        // Nothing equals nothing: a stream that shows something has rows of every kind.
        #expect(
            found.count("outcome") + found.count("basket") > 0, sourceLocation: sourceLocation)
    }

    /// Holds what is stored against the log.
    func verify(
        _ change: (inout VerificationSettings) -> Void = { _ in }
    ) throws -> VerificationReport {
        var settings = VerificationSettings(kafka: kafka, store: store)
        change(&settings)
        return try Verification(settings).run(until: StopSignal())
    }

    /// What `replay --verify` says of it: all can be compared, and nothing differs.
    ///
    /// - Parameter hasForgotten: rows of who was forgotten cannot be compared.
    func expectVerified(
        forgetting hasForgotten: Bool = false, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let report = try verify()
        #expect(report.shown == [], sourceLocation: sourceLocation)
        #expect(report.differences == 0, sourceLocation: sourceLocation)
        #expect(report.isWhole, "\(report.partitions)", sourceLocation: sourceLocation)
        #expect((report.notCompared > 0) == hasForgotten, sourceLocation: sourceLocation)
    }
}
