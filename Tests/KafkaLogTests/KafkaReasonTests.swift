@testable import KafkaLog
import Testing

@Suite("A reason of librdkafka's")
struct KafkaReasonTests {
    private static let silent =
        "no answer in Kafka's protocol: does the port want another security.protocol?"

    @Test(
        "stands in a sentence as its plain words",
        arguments: [
            (
                "127.0.0.1:1/bootstrap: Connect to ipv4#127.0.0.1:1 failed: Connection refused "
                    + "(after 0ms in state CONNECT)", "Connection refused"
            ),
            (
                "b:9092/1: Failed to resolve 'b:9092': Name or service not known (after 3ms in state "
                    + "CONNECT)", "Failed to resolve 'b:9092': Name or service not known"
            ),
            (
                "ssl://b:1/bootstrap: SSL handshake failed: error:0A000126:SSL routines::unexpected "
                    + "eof while reading (after 4ms in state SSL_HANDSHAKE)",
                "SSL handshake failed: unexpected eof while reading"
            ),
            (
                "b:1/bootstrap: Receive failed: Invalid response size 1157627904 (0..100000000): "
                    + "increase receive.message.max.bytes",
                "what answers there does not speak Kafka's protocol"
            ),
            ("1/1 brokers are down", silent), ("Local: Broker transport failure", silent),
            ("Topic name is invalid.", "Topic name is invalid"), ("", ""),
        ])
    func plain(text: String, words: String) {
        #expect(KafkaReason.plain(text) == words)
    }
}
