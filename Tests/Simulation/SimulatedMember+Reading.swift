import KafkaLog

/// Fetching: batches, repetitions, ends.
extension SimulatedMember {
    func fetch(_ limit: Int, _ events: inout [LogEvent]) {
        guard unreleased.isEmpty else { return }
        var partitions = positions.keys.filter {
            !paused.contains($0) && !outOfRange.contains($0)
        }.sorted()
        partitions.shuffle(using: &world.random)
        for partition in partitions {
            read(partition, limit, &events)
        }
    }

    private func read(_ number: Int32, _ limit: Int, _ events: inout [LogEvent]) {
        guard var position = positions[number] else { return }
        let partition = world.partitions[Int(number)]
        guard position >= partition.start, position <= partition.end else {
            outOfRange.insert(number)
            events.append(.outOfRange(PartitionOffset(partition: number, offset: position)))
            return
        }
        if world.random.chance(world.faults.repeatedFetch) {
            world.count(.repeatedFetch)
            position = max(partition.start, position - world.random.next(in: 1...6))
        }
        let first = partition.place(at: position)
        let count = min(
            partition.records.count - first, limit, world.random.index(below: 40))
        for place in first..<first + max(0, count) {
            if world.sabotage == .logSwallowsRecords, world.random.chance(0.01) { continue }
            batch.append(partition.records[place], of: number)
        }
        if count > 0 {
            position = partition.records[first + count - 1].offset + 1
            positions[number] = max(position, positions[number] ?? 0)
        }
        sayEnd(number, partition, &events)
    }

    private func sayEnd(
        _ number: Int32, _ partition: SimulatedPartition, _ events: inout [LogEvent]
    ) {
        guard let position = positions[number],
            partition.place(at: position) == partition.records.count,
            announcedEnds[number] != partition.end, world.random.chance(0.8)
        else { return }
        announcedEnds[number] = partition.end
        positions[number] = partition.end
        events.append(
            .endOfPartition(PartitionOffset(partition: number, offset: partition.end)))
    }
}
