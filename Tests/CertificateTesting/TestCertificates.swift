import Foundation
import ProgramTesting

/// Certificates for tests of TLS, made with openssl in a folder that is gone with this value: two
/// authorities, and what each of them has signed.
public final class TestCertificates {
    /// Why tests of TLS are skipped; `nil`: they run.
    public static let skipped: String? =
        FileManager.default.isExecutableFile(atPath: openssl)
        ? nil : "openssl is not installed: apt-get install openssl"
    private static let openssl = "/usr/bin/openssl"

    /// What may be wrong with a server's certificate.
    public enum Kind: String, Sendable, CaseIterable {
        /// Of the trusted authority, for localhost and 127.0.0.1.
        case good
        case expired
        /// Made out to elsewhere.example.
        case misnamed
        /// Signed by an authority that nobody trusts.
        case stranger
    }

    struct Failed: Error, CustomStringConvertible {
        let description: String
    }

    public let folder: String

    /// The authority that tests trust, and another one.
    public var authority: String { file("authority.crt") }
    public var otherAuthority: String { file("other.crt") }

    public init() throws {
        folder = "/tmp/basketwatch-certificates-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o755])
        for name in ["authority", "other"] {
            try run(
                [
                    "req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=\(name)",
                    "-addext", "keyUsage=critical,keyCertSign,cRLSign",
                ] + Self.newKey + ["-keyout", file("\(name).key"), "-out", file("\(name).crt")])
        }
        let names = "DNS:localhost,IP:127.0.0.1"
        try sign(Kind.good.rawValue, "localhost", names: names)
        try sign(Kind.expired.rawValue, "localhost", names: names, days: -1)
        try sign(Kind.misnamed.rawValue, "elsewhere.example", names: "DNS:elsewhere.example")
        try sign(Kind.stranger.rawValue, "localhost", names: names, by: "other")
    }

    // Only litter is left behind if it fails.
    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private static let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]

    public func certificate(_ kind: Kind) -> String { file("\(kind.rawValue).crt") }
    public func key(_ kind: Kind) -> String { file("\(kind.rawValue).key") }

    /// A client's certificate and key; the key may be locked with a password.
    public func client(
        _ name: String, by authority: String = "authority", password: String? = nil
    ) throws -> (certificate: String, key: String) {
        let file = "client-\(name)"
        try sign(file, name, names: nil, by: authority)
        guard let password else { return (self.file("\(file).crt"), self.file("\(file).key")) }
        let locked = self.file("\(file)-locked.key")
        try run(
            [
                "pkcs8", "-topk8", "-v2", "aes-256-cbc", "-passout", "pass:\(password)",
                "-in", self.file("\(file).key"), "-out", locked,
            ])
        return (self.file("\(file).crt"), locked)
    }

    /// A server's key and certificate as a PKCS12 keystore, and who signed it as another: Kafka's way.
    public func keystores(
        _ kind: Kind, password: String
    ) throws -> (key: String, trust: String) {
        let (key, trust) = (file("\(kind.rawValue).p12"), file("trust.p12"))
        try run(
            [
                "pkcs12", "-export", "-name", "broker", "-passout", "pass:\(password)",
                "-inkey", self.key(kind), "-in", certificate(kind), "-out", key,
            ])
        // Java takes a certificate for trusted only with this mark, which keytool sets.
        let tool = try RunningProgram(
            executable: "/usr/bin/keytool",
            [
                "-importcert", "-noprompt", "-alias", "authority-\(UUID().uuidString)",
                "-file", authority, "-keystore", trust, "-storetype", "PKCS12",
                "-storepass", password,
            ])
        let end = try tool.waitForEnd(within: 30)
        guard end.code == 0 else {
            throw Failed(description: "keytool: \(end.output)\(end.errors)")
        }
        return (key, trust)
    }

    /// The PEM file that shared Kafka's script takes: key, certificate and who signed it.
    public func brokerFolder(_ kind: Kind) throws -> String {
        let folder = file("broker-\(kind.rawValue)")
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let parts = try [key(kind), certificate(kind), authority].map {
            try String(contentsOfFile: $0, encoding: .utf8)
        }
        try parts.joined().write(
            toFile: folder + "/broker.pem", atomically: true, encoding: .utf8)
        try parts[2].write(toFile: folder + "/ca.pem", atomically: true, encoding: .utf8)
        return folder
    }

    private func sign(
        _ name: String, _ subject: String, names: String?, days: Int = 2,
        by signer: String = "authority"
    ) throws {
        try run(
            ["req", "-nodes", "-subj", "/CN=\(subject)"] + Self.newKey
                + ["-keyout", file("\(name).key"), "-out", file("\(name).csr")])
        let extensions = names.map { "subjectAltName=\($0)\n" } ?? ""
        try extensions.write(toFile: file("\(name).ext"), atomically: true, encoding: .utf8)
        try run(
            [
                "x509", "-req", "-days", "\(days)", "-in", file("\(name).csr"),
                "-CA", file("\(signer).crt"), "-CAkey", file("\(signer).key"),
                "-set_serial", "\(UInt64.random(in: 1...UInt64(Int64.max)))",
                "-extfile", file("\(name).ext"), "-out", file("\(name).crt"),
            ])
        // libpq takes no key that others may read.
        chmod(file("\(name).key"), 0o600)
    }

    private func file(_ name: String) -> String { folder + "/" + name }

    private func run(_ arguments: [String]) throws {
        let end = try RunningProgram(executable: Self.openssl, arguments).waitForEnd(within: 30)
        guard end.code == 0 else {
            throw Failed(
                description: "openssl \(arguments.first ?? ""): \(end.output)\(end.errors)")
        }
    }
}
