import KafkaLog
import Testing

/// The whole path on real servers. One test at a time: each keeps the machine busy by itself.
@Suite("The pipeline", .serialized)
struct Integration {}

/// Lends a stream on an embedded broker of its own.
func withEmbeddedStream(
    partitions: Int = 4, properties: [String: String] = [:],
    _ body: (inout TestStream) throws -> Void
) throws {
    let broker = try EmbeddedBroker(topics: [.init(name: "clickstream", partitions: partitions)])
    var stream = try TestStream(
        KafkaSettings(brokers: broker.brokers, properties: properties), topic: "clickstream")
    try body(&stream)
    _ = consume broker
}
