import KafkaLog
import Testing

@Suite("Kafka settings")
struct KafkaSettingsTests {
    @Test(
        "mask what must not be shown",
        arguments: [
            ("sasl.password", true),
            ("ssl.key.password", true),
            ("ssl.keystore.password", true),
            ("ssl.key.pem", true),
            ("sasl.oauthbearer.client.secret", true),
            ("sasl.oauthbearer.config", true),
            ("sasl.username", false),
            ("ssl.ca.location", false),
            ("sasl.oauthbearer.token.endpoint.url", false),
        ])
    func masking(key: String, isSecret: Bool) {
        let settings = KafkaSettings(brokers: "kafka:9092", properties: [key: "hunter2"])

        #expect(KafkaSettings.isSecret(key) == isSecret)
        #expect(settings.description.contains("hunter2") == !isSecret)
        #expect("\(settings)".contains(key))
        var dumped = ""
        dump(settings, to: &dumped)
        #expect(dumped.contains("hunter2") == !isSecret)
    }

    @Test("pass every property of librdkafka's on")
    func passThrough() throws {
        let settings = KafkaSettings(
            brokers: "127.0.0.1:1",
            properties: [
                "security.protocol": "sasl_plaintext", "sasl.mechanism": "PLAIN",
                "sasl.username": "u", "sasl.password": "p", "linger.ms": "20",
            ])

        _ = try LogProducer(settings, topic: "t")
        _ = try LogConsumer(settings, topic: "t", from: [])
        _ = try LogCluster(settings)
    }

    @Test(
        "are refused with librdkafka's reason or ours",
        arguments: [
            ("no.such.property", "1", "No such configuration property"),
            ("linger.ms", "soon", "Invalid value"),
            ("auto.offset.reset", "latest", "relies on 'error'"),
            ("enable.auto.commit", "false", "relies on 'true'"),
            ("bootstrap.servers", "other:9092", "--brokers"),
        ])
    func refusal(key: String, value: String, reason: String) {
        let settings = KafkaSettings(brokers: "127.0.0.1:1", properties: [key: value])

        #expect {
            _ = try LogConsumer(settings, topic: "t", from: [])
        } throws: { error in
            guard case KafkaLogError.refusedSetting(key, let why)? = error as? KafkaLogError else {
                return false
            }
            return why.contains(reason) && "\(error)".contains(key)
        }
    }

    @Test("are tuned for the embedded broker where they say nothing themselves")
    func tuning() {
        let settings = KafkaSettings(
            brokers: "127.0.0.1:1", properties: ["session.timeout.ms": "9000"])

        #expect(settings.tuned(isEmbedded: false).properties == settings.properties)
        let tuned = settings.tuned(isEmbedded: true).properties
        #expect(tuned["session.timeout.ms"] == "9000")
        #expect(tuned["fetch.wait.max.ms"] == "10")
    }

    @Test("do not show a refused secret")
    func refusedSecret() {
        let settings = KafkaSettings(
            brokers: "127.0.0.1:1",
            properties: ["security.protocol": "ssl", "ssl.key.pem": "hunter2"])

        #expect {
            _ = try LogCluster(settings)
        } throws: { error in
            !"\(error)".contains("hunter2")
        }
    }

    @Test("that name a file which is not there keep the client from starting")
    func missingFile() {
        let settings = KafkaSettings(
            brokers: "127.0.0.1:1",
            properties: ["security.protocol": "ssl", "ssl.ca.location": "/nowhere/ca.pem"])

        #expect {
            _ = try LogCluster(settings)
        } throws: { error in
            guard case KafkaLogError.cannotStart? = error as? KafkaLogError else { return false }
            return true
        }
    }
}
