import CRdkafka

/// Owns one of librdkafka's lists of topic, partition and offset.
struct PartitionList: ~Copyable {
    let raw: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>

    init(topic: String, _ places: [PartitionOffset]) {
        raw = rd_kafka_topic_partition_list_new(Int32(places.count))
        for place in places {
            rd_kafka_topic_partition_list_add(raw, topic, place.partition)
                .pointee.offset = place.offset
        }
    }

    /// Without offsets.
    init(topic: String, _ partitions: [Int32]) {
        let none = Int64(RD_KAFKA_OFFSET_INVALID)
        self.init(topic: topic, partitions.map { PartitionOffset(partition: $0, offset: none) })
    }

    deinit { rd_kafka_topic_partition_list_destroy(raw) }

    /// Each element as librdkafka left it.
    static func elements(
        of raw: UnsafePointer<rd_kafka_topic_partition_list_t>
    ) -> [(place: PartitionOffset, code: rd_kafka_resp_err_t)] {
        (0..<Int(raw.pointee.cnt)).map { index in
            let element = raw.pointee.elems[index]
            let place = PartitionOffset(partition: element.partition, offset: element.offset)
            return (place, element.err)
        }
    }

    /// The partitions in rising order.
    static func partitions(
        of raw: UnsafePointer<rd_kafka_topic_partition_list_t>
    ) -> [Int32] {
        elements(of: raw).map(\.place.partition).sorted()
    }
}
