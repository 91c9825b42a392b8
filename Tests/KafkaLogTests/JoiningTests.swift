import CRdkafka
import KafkaLog
import Synchronization
import Testing
import Waiting

@Suite("A member that is still joining its group")
struct JoiningTests {
    @Test("can be closed: librdkafka before 2.3.0 would end the process")
    func close() throws {
        let carrier = rd_kafka_new(RD_KAFKA_PRODUCER, nil, nil, 0)
        defer { rd_kafka_destroy(carrier) }
        let cluster = try #require(rd_kafka_mock_cluster_new(carrier, 1))
        defer { rd_kafka_mock_cluster_destroy(cluster) }
        _ = rd_kafka_mock_topic_create(cluster, "clicks", 4, 1)
        // Joined, and never told what it is to have: each SyncGroup is refused.
        let refusals = [rd_kafka_resp_err_t](
            repeating: RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS, count: 1_000)
        let syncGroup: Int16 = 14
        rd_kafka_mock_push_request_errors_array(cluster, syncGroup, refusals.count, refusals)

        let seen = SeenWords("SyncGroup error")
        let settings = KafkaSettings(
            brokers: String(cString: rd_kafka_mock_cluster_bootstraps(cluster)),
            properties: ["debug": "cgrp"], log: { seen.look(at: $0.text) })
        var consumer = try LogConsumer(
            settings.tuned(isEmbedded: true), topic: "clicks", group: "joining")
        try Await.until("its SyncGroup was refused") {
            _ = try consumer.poll(timeoutMilliseconds: 20)
            return seen.areThere
        }

        _ = consume consumer
    }
}

/// Whether words have come in a log line.
private final class SeenWords: Sendable {
    private let words: String
    private let seen = Atomic(false)

    init(_ words: String) { self.words = words }

    var areThere: Bool { seen.load(ordering: .relaxed) }

    func look(at line: String) {
        if line.contains(words) { seen.store(true, ordering: .relaxed) }
    }
}
