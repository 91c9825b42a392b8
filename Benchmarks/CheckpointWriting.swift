import BasketPipeline
import BasketSessions
import BasketStore

/// Stores a checkpoint as a worker does.
struct CheckpointWriting: ~Copyable {
    private var writer: FlushWriter
    private let ledger: Ledger
    private var number: Int64 = 0
    private let request: TakeOver
    private let epoch: Int64

    private init(
        _ writer: consuming FlushWriter, _ request: TakeOver, epoch: Int64, _ ledger: Ledger
    ) {
        self.writer = writer
        self.request = request
        self.epoch = epoch
        self.ledger = ledger
    }

    static func open(
        _ database: BenchDatabase, _ ledger: Ledger
    ) throws -> CheckpointWriting {
        let request = TakeOver(
            partition: 0, topic: "bench", group: "bench", owner: "bench", startOffset: 0,
            settings: SessionSettings().encoded)
        var writer = try FlushWriter(StoreSettings(database: database.url))
        let epoch = try writer.takeOver(request).epoch
        return CheckpointWriting(writer, request, epoch: epoch, ledger)
    }

    /// - Returns: the seconds of each flush.
    mutating func write(_ chunks: [CheckpointChunk], at offset: Int64) throws -> [Double] {
        var times: [Double] = []
        for chunk in chunks {
            number += 1
            var part = PartitionFlush(partition: 0, epoch: epoch, number: number, ledger: ledger)
            part.chunks = [
                CheckpointChunk(
                    offset: offset, watermark: chunk.watermark, index: chunk.index,
                    isLast: chunk.isLast, bytes: chunk.bytes, plainCount: chunk.plainCount)
            ]
            let flush = Flush(partitions: [part])
            let work = try Measure.of { keep(try writer.write(flush)) }
            times.append(work.seconds)
        }
        return times
    }

    /// The state as a new owner has it.
    mutating func restored() throws -> PartitionState {
        let ownership = try writer.takeOver(request)
        guard let checkpoint = ownership.checkpoint else {
            throw BenchFailure("no checkpoint is whole")
        }
        return try PartitionState(checkpoint: checkpoint.bytes, packing: .zstd)
    }
}
