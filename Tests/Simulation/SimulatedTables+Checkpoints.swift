import BasketSessions
import BasketStore

/// The table `checkpoint`: chunks that come with several flushes.
extension SimulatedTables {
    struct Chunk: Equatable {
        let index: Int32
        /// In the last one: how many there are; else 0.
        let count: Int32
        /// Days since 1970.
        let day: Int64
        let inputOrdinal: Int32
        var bytes: [UInt8]
    }

    /// The first chunk takes away what is unfinished, the last one what has become superfluous.
    mutating func writeChunks(_ part: PartitionFlush) {
        guard let first = part.chunks.first, let last = part.chunks.last else { return }
        let partition = part.partition
        if first.index == 0 {
            checkpoints[partition]?.removeAll { !$0.isWhole || $0.offset == first.offset }
        }
        for chunk in part.chunks {
            append(
                Chunk(
                    index: chunk.index, count: chunk.isLast ? chunk.index + 1 : 0,
                    day: chunk.watermark.milliseconds / 86_400_000,
                    inputOrdinal: part.chunksOrdinal, bytes: chunk.bytes),
                to: Place(partition: partition, offset: chunk.offset))
        }
        if last.isLast { dropOlder(than: last.offset, of: partition) }
    }

    private mutating func append(_ chunk: Chunk, to place: Place) {
        var all = checkpoints[place.partition] ?? []
        if let index = all.firstIndex(where: { $0.offset == place.offset }) {
            if all[index].chunks.contains(where: { $0.index == chunk.index }) {
                writtenTwice.append("chunk \(chunk.index) of checkpoint \(place)")
            }
            all[index].chunks.append(chunk)
        } else {
            all.append(Checkpoint(offset: place.offset, chunks: [chunk]))
            all.sort { $0.offset < $1.offset }
        }
        checkpoints[place.partition] = all
    }

    /// The first of each day stays, unless it still knows somebody who was forgotten.
    private mutating func dropOlder(than offset: Int64, of partition: Int32) {
        var days: Set<Int64> = []
        let forgotten = inputs(of: partition).last { $0.kind == .forget }?.offset ?? -1
        checkpoints[partition]?.removeAll { checkpoint in
            guard checkpoint.offset < offset else { return false }
            return !days.insert(checkpoint.day).inserted || checkpoint.offset <= forgotten
        }
    }

    func newestCheckpoint(of partition: Int32, before offset: Int64) -> Checkpoint? {
        checkpoints[partition]?.last { $0.isWhole && $0.offset < offset }
    }

    /// What a state is made from: see ``FlushStore/stateSource(of:before:)``.
    func stateSource(of partition: Int32, before offset: Int64) -> Ownership.StateSource {
        guard let checkpoint = newestCheckpoint(of: partition, before: offset) else {
            return .init(checkpoint: nil, recordedInputs: inputs(of: partition))
        }
        return .init(
            checkpoint: .init(
                offset: checkpoint.offset, bytes: checkpoint.bytes,
                inputOrdinal: checkpoint.inputOrdinal),
            recordedInputs: inputs(of: partition, since: checkpoint))
    }

    /// The recorded inputs of a partition, in order.
    func inputs(of partition: Int32, since checkpoint: Checkpoint? = nil) -> [RecordedInput] {
        let first = (checkpoint?.offset ?? 0, checkpoint?.inputOrdinal ?? 0)
        return inputs.filter { $0.key.partition == partition }
            .map(\.value)
            .filter { ($0.offset, $0.ordinal) >= first }
            .sorted { ($0.offset, $0.ordinal) < ($1.offset, $1.ordinal) }
    }
}

extension SimulatedTables {
    /// A checkpoint of a partition, whole or on its way.
    struct Checkpoint: Equatable {
        let offset: Int64
        var chunks: [Chunk]

        var isWhole: Bool { chunks.contains { Int($0.count) == chunks.count } }
        var inputOrdinal: Int32 { chunks.first?.inputOrdinal ?? 0 }
        var day: Int64 { chunks.map(\.day).min() ?? 0 }
        var bytes: [UInt8] { chunks.sorted { $0.index < $1.index }.flatMap(\.bytes) }
    }
}
