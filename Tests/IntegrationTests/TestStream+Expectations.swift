import BasketSessions
import BasketStore
import KafkaTesting
import Testing

extension TestStream {
    func status() throws -> StreamStatus {
        try #require(try StoreReader(store).status())
    }

    /// All partitions' ledgers added up.
    func total() throws -> Ledger { total(try status()) }

    private func total(_ status: StreamStatus) -> Ledger {
        status.partitions.map(\.ledger).reduce(into: Ledger(firstOffset: 0)) { sum, part in
            sum.nextOffset += part.nextOffset - part.firstOffset
            sum.read += part.read
            sum.absent += part.absent
            sum.lost += part.lost
            sum.applied += part.applied
            sum.duplicate += part.duplicate
            sum.late += part.late
            sum.quarantined += part.quarantined
        }
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
    /// - Parameters:
    ///   - settings: others that were put in force on the way.
    ///   - offsets: from which offset of each partition on.
    ///   - shoppers: who was forgotten on the way.
    func expectUndisturbed(
        changingTo settings: SessionSettings? = nil, at offsets: [Int64] = [],
        forgetting shoppers: [String] = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        for partition in try status().partitions {
            #expect(
                partition.ledger.differences == [], "partition \(partition.partition)",
                sourceLocation: sourceLocation)
        }
        let found = try FinalTables(self)
        var undisturbed = UndisturbedRun(self)
        if let settings { undisturbed.changes = offsets.map { ($0, settings) } }
        undisturbed.forgotten = shoppers
        let differences = try found.differences(from: undisturbed.tables())
        #expect(differences == [], sourceLocation: sourceLocation)
        // Nothing equals nothing: a stream that shows something has rows of every kind.
        #expect(
            found.count("outcome") + found.count("basket") > 0, sourceLocation: sourceLocation)
    }
}
