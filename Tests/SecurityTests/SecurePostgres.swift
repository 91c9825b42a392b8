import CertificateTesting
import Foundation
import PostgresTesting
import ProgramTesting

/// A PostgreSQL with TLS, a database and two users: one with a password, one with a certificate.
final class SecurePostgres {
    static let password = "pass-7f3a"
    private static let rules = """
        hostssl all basketwatch_daemon all cert
        hostssl all all all scram-sha-256
        """

    let certificates: TestCertificates
    let postgres: PrivatePostgres
    let port: Int

    init() throws {
        certificates = try TestCertificates()
        port = try FreePort.find()
        postgres = try PrivatePostgres(port: port)
        _ = try postgres.query(
            "CREATE ROLE owner LOGIN CREATEROLE PASSWORD '\(Self.password)'", in: "postgres")
        _ = try postgres.query("CREATE ROLE basketwatch_daemon LOGIN", in: "postgres")
        _ = try postgres.query("CREATE DATABASE shop OWNER owner", in: "postgres")
        try serve(.good)
    }

    func serve(_ kind: TestCertificates.Kind) throws {
        try postgres.speakTLS(
            certificate: certificates.certificate(kind), key: certificates.key(kind),
            authority: certificates.authority, rules: Self.rules)
    }

    /// A database URL with these parameters after `sslmode=verify-full`.
    func url(
        user: String = "owner", host: String = "localhost", _ parameters: String...,
        authority: String? = nil
    ) -> String {
        let trusted = "sslrootcert=\(authority ?? certificates.authority)"
        return "postgresql://\(user)@\(host):\(port)/shop?"
            + (["sslmode=verify-full", trusted] + parameters).joined(separator: "&")
    }

    /// Runs a command of the program with the database in the environment.
    func run(
        _ command: String, _ url: String, _ environment: [String: String] = [:]
    ) throws -> ProgramResult {
        try BuiltProgram.run(
            command.split(separator: " ").map(String.init),
            environment: environment.merging(["BASKETWATCH_DATABASE_URL": url]) { $1 })
    }
}
