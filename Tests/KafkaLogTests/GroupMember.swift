import KafkaLog

/// What a group's members have in common: the store with every partition's next offset, and what
/// went wrong with it.
struct GroupStore {
    var next: [Int32: Int64] = [:]
    var records = 0
    /// Offsets that came twice or not at all.
    var faults: [String] = []
    var handOvers = 0
    var isUnreachable = false
}

/// A member of a group that does what a worker does: takes partitions over from the store, and puts
/// them back before it lets them go.
struct GroupMember: ~Copyable {
    let name: String
    var consumer: LogConsumer
    private(set) var owned: Set<Int32> = []

    init(_ name: String, _ settings: KafkaSettings, topic: String, group: String) throws {
        self.name = name
        consumer = try LogConsumer(settings, topic: topic, group: group)
    }

    /// Polls once and checks that every partition goes on exactly where it stood.
    mutating func step(_ store: inout GroupStore, timeoutMilliseconds: Int32 = 20) throws {
        let batch = try consumer.poll(timeoutMilliseconds: timeoutMilliseconds)
        for record in batch.records {
            let expected = store.next[record.partition, default: 0]
            if record.offset != expected || !owned.contains(record.partition) {
                store.faults.append(
                    "\(name): partition \(record.partition): \(record.offset), not \(expected)")
            }
            store.next[record.partition] = record.offset + 1
        }
        store.records += batch.records.count
        for event in batch.events { try answer(event, &store) }
    }

    private mutating func answer(_ event: LogEvent, _ store: inout GroupStore) throws {
        switch event {
        case .assigned(let partitions):
            store.handOvers += 1
            try consumer.assign(
                partitions.map {
                    PartitionOffset(partition: $0, offset: store.next[$0, default: 0])
                })
            owned.formUnion(partitions)
        case .revoking(let partitions), .lost(let partitions):
            owned.subtract(partitions)
            try consumer.release(partitions)
        case .outOfRange(let place):
            store.faults.append("\(name): \(place) out of range")
        case .failed(.unreachable, _):
            store.isUnreachable = true
        case .endOfPartition, .failed:
            break
        }
    }
}
