import KafkaLog
import KafkaTesting
import Testing

@Suite(
    "Credentials at a real Kafka",
    .enabled(if: RealKafka.canStart, Comment(rawValue: RealKafka.skipped)))
struct CredentialsTests {
    private func settings(_ brokers: String, password: String) -> KafkaSettings {
        KafkaSettings(
            brokers: brokers,
            properties: [
                "security.protocol": "sasl_plaintext", "sasl.mechanism": "PLAIN",
                "sasl.username": "shop", "sasl.password": password,
            ])
    }

    @Test("let us in when they are right, and are named as the trouble when they are wrong")
    func password() throws {
        let kafka = try RealKafka(sasl: "shop:open-sesame")
        let brokers = try kafka.brokers(listener: "sasl")

        let cluster = try LogCluster(settings(brokers, password: "open-sesame"))
        #expect(try !cluster.isEmbedded(timeout: .seconds(10)))

        let wrong = try LogCluster(settings(brokers, password: "hunter2"))
        #expect {
            try wrong.partitionCount("clicks", timeout: .seconds(3))
        } throws: { error in
            guard case KafkaLogError.authenticationFailed? = error as? KafkaLogError else {
                return false
            }
            return !"\(error)".contains("hunter2")
        }
    }

    @Test("are not looked at by a broker that speaks no TLS, and the reason is told")
    func tls() throws {
        let kafka = try RealKafka.shared()
        let cluster = try LogCluster(
            KafkaSettings(brokers: kafka.brokers, properties: ["security.protocol": "ssl"]))

        #expect {
            try cluster.partitionCount("clicks", timeout: .seconds(3))
        } throws: { error in
            // Which of the two depends on what is read first: that the broker hung up, or its answer.
            switch error as? KafkaLogError {
            case .tlsFailed: true
            case .unreachable(_, let reason): reason.contains("SSL")
            default: false
            }
        }
    }
}
