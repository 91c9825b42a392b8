import BasketSessions
import BasketStore

/// What a COMMIT writes, and what must hold of it.
extension SimulatedDatabase {
    func write(_ part: PartitionFlush) {
        let stored = tables.partitions[part.partition]
        if stored?.epoch != part.epoch || stored?.flushNumber != part.number - 1 {
            world.found(
                "flush \(part.number) of partition \(part.partition) under epoch \(part.epoch) was "
                    + "written after flush \(stored?.flushNumber ?? -1) under epoch "
                    + "\(stored?.epoch ?? -1)")
        }
        if part.givesUpBaskets {
            written.add(
                .lostBaskets,
                tables.baskets.keys.count { $0 >> 40 == Int64(part.partition) })
        }
        tables.write(part)
        written.add(part)
        if let first = part.chunks.first, first.index == 0 {
            damaged.remove(.init(partition: part.partition, offset: first.offset))
        }
        checkForgetting(part)
        for input in part.recordedInputs {
            world.trace.note(
                "  \(input.kind) \(input.value) at \(input.offset).\(input.ordinal)", 31,
                input.offset, input.value)
        }
        world.trace.note(
            "flush \(part.number) of \(part.partition) up to \(part.ledger.nextOffset)", 30,
            Int64(part.partition) << 32 | part.number, part.ledger.nextOffset)
    }

    /// No checkpoint may know somebody any more when it is committed that he is forgotten.
    private func checkForgetting(_ part: PartitionFlush) {
        guard let input = part.recordedInputs.last(where: { $0.kind == .forget }) else { return }
        let first = (input.offset, input.ordinal)
        for checkpoint in tables.checkpoints[part.partition] ?? []
        where (checkpoint.offset, checkpoint.inputOrdinal) < first {
            world.found(
                "the checkpoint of partition \(part.partition) at \(checkpoint.offset) still knows "
                    + "who was forgotten at \(input.offset)")
        }
    }

    /// Turns a bit over in the newest checkpoint of a partition.
    func damage(_ partition: Int32) -> Bool {
        guard let newest = tables.newestCheckpoint(of: partition, before: .max),
            let place = tables.checkpoints[partition]?.firstIndex(of: newest)
        else { return false }
        let chunk = world.random.index(below: newest.chunks.count)
        let byte = world.random.index(below: newest.chunks[chunk].bytes.count)
        tables.checkpoints[partition]?[place].chunks[chunk].bytes[byte] ^= 1
        damaged.insert(.init(partition: partition, offset: newest.offset))
        world.trace.note("the checkpoint of \(partition) is damaged", 50, newest.offset)
        return true
    }
}
