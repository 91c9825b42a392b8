import CertificateTesting
import Foundation
import KafkaTesting
import ProgramTesting

/// A real Kafka with TLS, and with TLS and passwords; its certificate as good as is asked for.
final class SecureKafka {
    static let password = "open-sesame-51"

    let certificates: TestCertificates
    private let kafka: RealKafka

    /// - Parameter kind: the brokers' certificate.
    init(_ kind: TestCertificates.Kind, needsClientCertificate: Bool = false) throws {
        certificates = try TestCertificates()
        let stores = try certificates.keystores(kind, password: "keystore-51")
        kafka = try RealKafka(
            settings: [
                "listener.security.protocol.map="
                    + "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,TLS:SSL,SASL:SASL_SSL",
                "ssl.keystore.type=PKCS12", "ssl.keystore.location=\(stores.key)",
                "ssl.keystore.password=keystore-51", "ssl.truststore.type=PKCS12",
                "ssl.truststore.location=\(stores.trust)", "ssl.truststore.password=keystore-51",
                "listener.name.tls.ssl.client.auth=\(needsClientCertificate ? "required" : "none")",
                "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                // The plain port, and whoever comes by TLS alone.
                "super.users=User:ANONYMOUS;User:CN=shop-client",
            ],
            sasl: "shop:\(Self.password)", tls: try certificates.brokerFolder(kind))
    }

    var plain: String { kafka.brokers }
    func tls() throws -> String { try kafka.brokers(listener: "tls") }
    func sasl() throws -> String { try kafka.brokers(listener: "sasl") }

    func makeTopic() throws -> String { try kafka.makeTopic("secure", partitions: 2) }

    /// Lets the user with the password do so much, and no more.
    func grantShop(
        _ operations: [KafkaRights.Operation], on resource: KafkaRights.Resource
    ) throws {
        try KafkaRights.grant(operations, on: resource, to: "shop", brokers: plain)
    }

    /// The settings, as variables, of a client of the listener with TLS.
    func tlsClient(authority: String? = nil) throws -> [String: String] {
        [
            "BASKETWATCH_BROKERS": try tls(), "BASKETWATCH_KAFKA_SECURITY_PROTOCOL": "SSL",
            "BASKETWATCH_KAFKA_SSL_CA_LOCATION": authority ?? certificates.authority,
        ]
    }

    /// Those of a client of the listener with TLS and passwords.
    func saslClient(password: String = SecureKafka.password) throws -> [String: String] {
        try tlsClient().merging([
            "BASKETWATCH_BROKERS": try sasl(), "BASKETWATCH_KAFKA_SECURITY_PROTOCOL": "SASL_SSL",
            "BASKETWATCH_KAFKA_SASL_MECHANISM": "PLAIN", "BASKETWATCH_KAFKA_SASL_USERNAME": "shop",
            "BASKETWATCH_KAFKA_SASL_PASSWORD": password,
        ]) { $1 }
    }

    func run(
        _ line: String, _ environment: [String: String], within seconds: Double = 60
    ) throws -> ProgramResult {
        try BuiltProgram.run(
            line.split(separator: " ").map(String.init), environment: environment, within: seconds)
    }
}
