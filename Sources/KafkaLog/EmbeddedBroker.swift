import CRdkafka

/// A Kafka broker inside this process: librdkafka's mock cluster, for trying out and for tests.
///
/// Serves clients of any process on a free loopback port until it is destroyed. It keeps nothing on
/// disk and at most about 5 MiB a partition: who falls further behind loses records. It has no
/// transactions, and no topics but those it was started with (and those that a producer names: they
/// get four partitions).
public struct EmbeddedBroker: ~Copyable {
    /// A topic to make at the start.
    public struct Topic: Hashable, Sendable {
        public let name: String
        public let partitions: Int

        public init(name: String, partitions: Int) {
            self.name = name
            self.partitions = partitions
        }
    }

    /// How every mock cluster's id begins.
    static let clusterPrefix = "mockCluster"

    /// Its bootstrap list.
    public let brokers: String
    private let client: ClientHandle
    private let cluster: OpaquePointer

    public init(
        topics: [Topic], log: @escaping @Sendable (KafkaLogLine) -> Void = { _ in }
    ) throws(KafkaLogError) {
        // This client only carries the cluster; it connects to nobody.
        let client = try ClientHandle(
            RD_KAFKA_PRODUCER, KafkaSettings(brokers: "", log: log), .none)
        guard let cluster = rd_kafka_mock_cluster_new(client.raw, 1) else {
            throw .cannotStart(reason: "the embedded broker found no free port")
        }
        do throws(KafkaLogError) {
            for topic in topics { try Self.create(topic, in: cluster) }
        } catch {
            rd_kafka_mock_cluster_destroy(cluster)
            throw error
        }
        brokers = String(cString: rd_kafka_mock_cluster_bootstraps(cluster))
        self.cluster = cluster
        self.client = client
    }

    deinit { rd_kafka_mock_cluster_destroy(cluster) }

    private static func create(
        _ topic: Topic, in cluster: OpaquePointer
    ) throws(KafkaLogError) {
        let code = rd_kafka_mock_topic_create(
            cluster, topic.name, Int32(clamping: topic.partitions), 1)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw .topicRefused(
                topic: topic.name, reason: String(cString: rd_kafka_err2str(code)))
        }
    }
}
