import BasketSessions
import BasketStore

/// Writes recorded flushes as a worker does.
struct StoreWriting: ~Copyable {
    private let database: BenchDatabase
    private var writer: FlushWriter
    private let epoch: Int64
    private var number: Int64

    private init(
        _ database: BenchDatabase, _ writer: consuming FlushWriter, _ ownership: Ownership
    ) {
        self.database = database
        self.writer = writer
        epoch = ownership.epoch
        number = ownership.flushNumber
    }

    static func open(_ database: BenchDatabase, history: ScoreHistory) throws -> StoreWriting {
        var settings = StoreSettings(database: database.url)
        settings.scoreHistory = history
        var writer = try FlushWriter(settings)
        let ownership = try writer.takeOver(
            TakeOver(
                partition: 0, topic: "bench", group: "bench", owner: "bench", startOffset: 0,
                settings: SessionSettings().encoded))
        return StoreWriting(database, writer, ownership)
    }

    /// Writes the open baskets unmeasured, then the updates; the latter's baskets, or their moments.
    consuming func write(_ flushes: BasketFlushes, moments: Bool) throws -> StoreMeasure {
        try write(flushes.first)
        return try database.measure {
            for var flush in flushes.updates {
                if moments {
                    flush.baskets = []
                    flush.scoreIndex = []
                }
                try write(flush)
            }
        }
    }

    private mutating func write(_ flush: PartitionFlush) throws {
        var flush = flush
        number += 1
        flush.epoch = epoch
        flush.number = number
        let report = try writer.write(Flush(partitions: [flush]))
        guard report.results.allSatisfy({ $0.result == .written }) else {
            throw BenchFailure("a flush was not written: \(report.results)")
        }
    }
}
