import BasketStore
import BasketTelemetry
import KafkaLog

/// What becomes of the topic as a whole: it gets partitions, goes, comes back, is made anew.
extension Worker where Consumer: ~Copyable, Writer: ~Copyable {
    /// Takes in what brokers say of the topic, and says in the store what people should know of it.
    mutating func hearOfTopic() throws {
        switch probe.topic {
        case .there(let partitions):
            isTopicGone = false
            for case let partition? in owned { partition.hear(partitions: partitions) }
        case .gone:
            if !isTopicGone { doubtLog() }
            isTopicGone = true
        case nil: break
        }
        try seekWanted()
        tellOfStandstill()
    }

    /// The topic is away. What comes back may be another one of its name: each partition looks for the
    /// last record it has read before it reads on.
    mutating func doubtLog() {
        for case let partition? in owned where partition.stop == nil && partition.anchor == nil {
            partition.doubtLog()
            if partition.anchor != nil { seeks.insert(partition.partition) }
        }
    }

    /// Moves reading to where it was wanted. Not within a rebalance: librdkafka would take it for our
    /// answer to that.
    private mutating func seekWanted() throws {
        guard awaited.isEmpty else { return }
        for number in seeks.sorted() {
            seeks.remove(number)
            guard let partition = ownedPartition(number), partition.stop == nil else { continue }
            try consumer.seek(
                PartitionOffset(partition: number, offset: partition.readingStart))
        }
    }

    /// The log does not have the record before our position any more: goes on without a comparison.
    ///
    /// - Returns: `false` where that was not what was asked for.
    mutating func passAnchor(_ partition: OwnedPartition, at place: PartitionOffset) -> Bool {
        guard partition.anchor != nil, place.offset < partition.state.ledger.nextOffset else {
            return false
        }
        partition.anchor = nil
        seeks.insert(place.partition)
        return true
    }

    /// Marks the partitions as stopped while the topic is away, also those that the group has taken
    /// from us for that; for people, so it changes nothing if the store does not take it.
    private mutating func tellOfStandstill() {
        guard !isStoreBusy, isTopicGone || !standstills.isEmpty else { return }
        do {
            if isTopicGone {
                for (number, epoch) in lastEpochs.sorted(by: { $0.key < $1.key })
                where standstills[number] == nil && stops[number] == nil {
                    _ = try writer.noteStop(
                        partition: number, epoch: epoch, reason: "\(PartitionStop.topicGone)")
                    standstills[number] = epoch
                }
            } else {
                for (number, epoch) in standstills.sorted(by: { $0.key < $1.key }) {
                    try writer.noteGoingOn(partition: number, epoch: epoch)
                    standstills[number] = nil
                }
            }
        } catch {
            guard error.isRetriable else {
                // It is no more than a mark.
                log.debug("could not mark a partition", ["reason": "\(error)"])
                return
            }
            storeWentAway(error)
        }
    }
}
