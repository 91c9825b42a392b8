import CertificateTesting
import KafkaTesting
import PostgresTesting
import ProgramTesting
import Testing

@Suite(
    "TLS to Kafka", .serialized,
    .enabled(if: RealKafka.canStart, Comment(rawValue: RealKafka.skipped)),
    .enabled(if: TestCertificates.skipped == nil, Comment(rawValue: TestCertificates.skipped ?? ""))
)
struct KafkaTLSTests {
    @Test("carries the whole path, and with passwords on top of it")
    func wholePath() throws {
        let kafka = try SecureKafka(.good)
        let topic = try kafka.makeTopic()
        try kafka.grantShop([.read, .write], on: .topic(topic))
        try kafka.grantShop([.read], on: .group("basketwatch"))
        let store = try PrivatePostgres.shared.database()
        for client in [try kafka.saslClient(), try kafka.tlsClient()] {
            let environment = client.merging([
                "BASKETWATCH_TOPIC": topic, "BASKETWATCH_DATABASE_URL": store.database,
            ]) { $1 }
            func expect(_ line: String) throws -> ProgramResult {
                let end = try kafka.run(line, environment)
                #expect(end.code == 0, "\(line): \(end.output)\(end.errors)")
                #expect(!(end.output + end.errors).contains(SecureKafka.password))
                #expect(!end.errors.contains("librdkafka"), "\(line): \(end.errors)")
                return end
            }
            _ = try expect("settings run --check")
            #expect(try expect("topics list").output.contains(topic))
            _ = try expect("topics describe \(topic)")
            _ = try expect("generate --count 500")
            _ = try expect("run --until-end --workers 1")
            _ = try expect("settings status --check")
        }
        let read = try PrivatePostgres.shared.query(
            "SELECT sum(read) FROM basketwatch.ledger", at: store)
        #expect(read == [["1000"]])
    }

    @Test("asks for a client's certificate where the broker does, a locked key included")
    func clientCertificate() throws {
        let kafka = try SecureKafka(.good, needsClientCertificate: true)
        let none = try kafka.run("topics list", try kafka.tlsClient())
        #expect(none.code == 69)
        #expect(none.errors.contains("No TLS connection to Kafka at"), "\(none.errors)")

        let client = try kafka.certificates.client("shop-client", password: "key-pass-51")
        func end(_ password: String) throws -> ProgramResult {
            try kafka.run(
                "topics list --verbose",
                try kafka.tlsClient().merging([
                    "BASKETWATCH_KAFKA_SSL_CERTIFICATE_LOCATION": client.certificate,
                    "BASKETWATCH_KAFKA_SSL_KEY_LOCATION": client.key,
                    "BASKETWATCH_KAFKA_SSL_KEY_PASSWORD": password,
                ]) { $1 })
        }
        let good = try end("key-pass-51")
        #expect(good.code == 0, "\(good.errors)")
        #expect(!(good.output + good.errors).contains("key-pass-51"))
        let wrong = try end("hunter2")
        #expect(wrong.code == 78, "\(wrong.errors)")
        #expect(!(wrong.output + wrong.errors).contains("hunter2"))
    }

    @Test("is refused where the client trusts another authority, and where the protocol is another")
    func notTrusted() throws {
        let kafka = try SecureKafka(.good)
        let other = try kafka.tlsClient(authority: kafka.certificates.otherAuthority)
        try expectRefusal(
            try kafka.run("topics list", other),
            ["No TLS connection", "is signed by nobody whom ssl.ca.location names"])
        try expectRefusal(
            try kafka.run("topics list --brokers \(try kafka.tls())", [:]),
            ["No Kafka broker answers", "security.protocol"])
        try expectRefusal(
            try kafka.run("topics list --brokers \(kafka.plain)", try kafka.tlsClient()),
            ["No TLS connection", "security.protocol"])
        let missing = try kafka.run(
            "topics list", try kafka.tlsClient(authority: "/nonexistent/ca.crt"))
        #expect(missing.code == 78)
        #expect(missing.errors.contains("ssl.ca.location"))
    }

    @Test(
        "is refused where the broker's certificate is not good, and the message says which check",
        arguments: [
            (TestCertificates.Kind.expired, "has expired"),
            (.misnamed, "is made out to another address"),
        ])
    func badBroker(_ kind: TestCertificates.Kind, _ words: String) throws {
        let kafka = try SecureKafka(kind)
        let client = try kafka.tlsClient()
        try expectRefusal(try kafka.run("topics list", client), ["No TLS connection", words])
        let check = try kafka.run("settings topics list --check", client)
        #expect(check.code == 69)
        #expect(check.output.contains("✗ Kafka"))

        // Those that go on trying say it once, not at every connection.
        for line in ["run --start-timeout 5s", "generate --count 10"] {
            let end = try kafka.run(line, client, within: 90)
            #expect(end.code == 69, "\(line): \(end.errors)")
            let told = end.errors.split(separator: "\n").filter { $0.contains(words) }
            #expect((1...2).contains(told.count), "\(line): \(end.errors)")
        }
    }

    @Test("is no help against a wrong password or a missing right, and the messages say so")
    func credentials() throws {
        let kafka = try SecureKafka(.good)
        let wrong = try kafka.saslClient(password: "hunter2")
        for line in ["topics list --verbose", "generate --count 10", "run --start-timeout 5s"] {
            let end = try kafka.run(line, wrong)
            try expectRefusal(end, ["refused our credentials", "sasl.username"])
            #expect(!(end.output + end.errors).contains("hunter2"))
        }

        let topic = try kafka.makeTopic()
        let client = try kafka.saslClient().merging(["BASKETWATCH_TOPIC": topic]) { $1 }
        let check = try kafka.run("settings topics describe --check", client)
        #expect(check.code == 69)
        for (line, right) in [
            ("generate --count 10", "the right Describe on it"),
            ("topics describe \(topic)", "the right Describe on it"),
            ("run --start-timeout 5s", "the right Describe on it"),
            ("topics create made-by-nobody", "the right Create"),
        ] {
            try expectRefusal(try kafka.run(line, client), [right, "kafka-acls"])
        }
        #expect(try kafka.run("settings run --check", client).output.contains("kafka-acls"))

        // It may see the topic, not read it in a group, nor write to it.
        try kafka.grantShop([.describe], on: .topic(topic))
        let store = try PrivatePostgres.shared.database()
        let database = client.merging(["BASKETWATCH_DATABASE_URL": store.database]) { $1 }
        try expectRefusal(try kafka.run("generate --count 10", client), ["kafka-acls"])
        try expectRefusal(try kafka.run("run --until-end", database), ["kafka-acls"])
    }

    private func expectRefusal(
        _ end: ProgramResult, _ words: [String], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        #expect(end.code == 69, "\(end.errors)", sourceLocation: sourceLocation)
        #expect(!end.errors.contains("rror:0A0"), "\(end.errors)", sourceLocation: sourceLocation)
        for word in words {
            #expect(
                end.errors.contains(word), "\(word): \(end.errors)", sourceLocation: sourceLocation)
        }
    }
}
