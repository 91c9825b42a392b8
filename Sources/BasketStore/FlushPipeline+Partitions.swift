/// What a flush says of partitions rather than of sessions.
extension FlushPipeline {
    mutating func sendFunnel(
        _ partitions: [PartitionFlush], _ admitted: [Int]
    ) throws(BasketStoreError) {
        rows.start(types.funnel)
        for place in admitted {
            for day in partitions[place].effects.funnel {
                rows.beginRow()
                rows.addFunnel(day, partition: partitions[place].partition)
                try endRow(.funnel, types.funnel)
            }
        }
        try finish(.funnel)
    }

    mutating func sendQuarantine(
        _ partitions: [PartitionFlush], _ admitted: [Int]
    ) throws(BasketStoreError) {
        rows.start(types.quarantine)
        for place in admitted {
            let bytes = partitions[place].effects.texts.bytes
            for record in partitions[place].effects.quarantined {
                rows.beginRow()
                bytes.withUnsafeBytes {
                    rows.addQuarantined(
                        record, partition: partitions[place].partition, arena: $0)
                }
                try endRow(.quarantine, types.quarantine)
            }
        }
        try finish(.quarantine)
    }

    mutating func sendInputs(
        _ partitions: [PartitionFlush], _ admitted: [Int]
    ) throws(BasketStoreError) {
        rows.start(types.input)
        for place in admitted {
            for input in partitions[place].recordedInputs.latestOfEachPlace {
                rows.beginRow()
                rows.addInput(input, partition: partitions[place].partition)
                try endRow(.inputs, types.input)
            }
        }
        try finish(.inputs)
    }

    /// The new checkpoint takes the old one's place: both whole or, with the transaction, neither.
    mutating func sendCheckpoints(
        _ partitions: [PartitionFlush], _ admitted: [Int]
    ) throws(BasketStoreError) {
        let renewed = admitted.filter { partitions[$0].checkpoint != nil }
        guard !renewed.isEmpty else { return }
        try sendKeys(.dropCheckpoints, renewed.map { Int64(partitions[$0].partition) })
        for place in renewed {
            guard let bytes = partitions[place].checkpoint else { continue }
            let chunks = max(1, (bytes.count + BatchLimit.chunk - 1) / BatchLimit.chunk)
            for chunk in 0..<chunks {
                let start = chunk * BatchLimit.chunk
                let end = min(start + BatchLimit.chunk, bytes.count)
                rows.start(types.checkpoint)
                rows.beginRow()
                rows.int32(partitions[place].partition)
                rows.int64(partitions[place].ledger.nextOffset)
                rows.int32(Int32(chunk))
                rows.int32(Int32(chunks))
                bytes[start..<end].withUnsafeBytes { rows.bytes($0) }
                rows.endRow()
                try send(.checkpoints)
            }
        }
    }

    mutating func sendPartitions(
        _ partitions: [PartitionFlush], _ admitted: [Int]
    ) throws(BasketStoreError) {
        rows.start(types.partition)
        for place in admitted {
            rows.beginRow()
            rows.addPartition(partitions[place])
            try endRow(.partitions, types.partition)
        }
        try finish(.partitions)
    }
}

extension [RecordedInput] {
    /// Without those that a later one at the same place replaces: one statement cannot write a row
    /// twice.
    fileprivate var latestOfEachPlace: [RecordedInput] {
        guard count > 1 else { return self }
        var latest: [InputPlace: Int] = [:]
        for (index, input) in enumerated() {
            latest[InputPlace(offset: input.offset, ordinal: input.ordinal)] = index
        }
        return latest.values.sorted().map { self[$0] }
    }
}

private struct InputPlace: Hashable {
    let offset: Int64
    let ordinal: Int32
}
