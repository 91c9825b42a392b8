import CertificateTesting
import PostgresTesting
import ProgramTesting
import Testing

/// What has its own servers runs one after the other: several at once would only be slower.
@Suite(
    "TLS to PostgreSQL", .serialized,
    .enabled(if: TestCertificates.skipped == nil, Comment(rawValue: TestCertificates.skipped ?? ""))
)
struct PostgresTLSTests {
    private static let password = ["PGPASSWORD": SecurePostgres.password]

    @Test("lets us in by verify-full, by name and by address, with a password or a certificate")
    func good() throws {
        let server = try SecurePostgres()
        for host in ["localhost", "127.0.0.1"] {
            let end = try server.run("migrate", server.url(host: host), Self.password)
            #expect(end.code == 0, "\(end.errors)")
        }
        _ = try server.postgres.query(
            "GRANT basketwatch_writer TO basketwatch_daemon", in: "postgres")

        let client = try server.certificates.client("basketwatch_daemon")
        let url = server.url(
            user: "basketwatch_daemon", "sslcert=\(client.certificate)", "sslkey=\(client.key)")
        let check = try server.run("settings status --check", url)
        #expect(check.code == 0, "\(check.output)")
        #expect(check.output.contains("as user 'basketwatch_daemon'"))

        // A key that is locked; its password goes with libpq's own word for it.
        let locked = try server.certificates.client("basketwatch_daemon", password: "key-pass-51")
        let withPassword = server.url(
            user: "basketwatch_daemon", "sslcert=\(locked.certificate)", "sslkey=\(locked.key)",
            "sslpassword=key-pass-51")
        let opened = try server.run("settings status --check", withPassword)
        #expect(opened.code == 0, "\(opened.output)")
        let wrong = try server.run(
            "settings status --check --verbose",
            withPassword.replacing("key-pass-51", with: "hunter2"))
        #expect(wrong.code == 69)
        #expect(wrong.output.contains("sslkey") || wrong.output.contains("private key"))
        #expect(!(wrong.output + wrong.errors).contains("hunter2"))
    }

    @Test(
        "is refused where the server's certificate is not good, and the message says which check",
        arguments: [
            (TestCertificates.Kind.expired, ["out of date", "openssl s_client", "sslrootcert"]),
            (.stranger, ["signed by nobody whom sslrootcert names", "openssl s_client"]),
            (.misnamed, ["\"elsewhere.example\" does not match host name \"localhost\""]),
        ])
    func badServer(_ kind: TestCertificates.Kind, _ words: [String]) throws {
        let server = try SecurePostgres()
        try server.serve(kind)
        try expectRefusal(
            try server.run("status", server.url(), Self.password), words + ["localhost"])
    }

    @Test("is refused without the right authority, without its file, and by a server without TLS")
    func notTrusted() throws {
        let server = try SecurePostgres()
        let other = server.url(authority: server.certificates.otherAuthority)
        try expectRefusal(
            try server.run("status", other, Self.password),
            ["certificate verify failed", "localhost", "sslrootcert"])
        try expectRefusal(
            try server.run("status", server.url(authority: "/nonexistent/ca.crt"), Self.password),
            ["root certificate file \"/nonexistent/ca.crt\" does not exist", "sslrootcert"])
        let plain = server.url().replacing("verify-full", with: "disable")
        let refused = try server.run("status", plain, Self.password)
        #expect(refused.code == 69)
        #expect(refused.errors.contains("it may want TLS: sslmode=verify-full"))

        try server.postgres.speakPlainly()
        try expectRefusal(
            try server.run("status", server.url(), Self.password), ["does not support SSL"])
    }

    @Test("is refused where our own certificate is not good")
    func badClient() throws {
        let server = try SecurePostgres()
        func end(_ certificate: String, _ key: String) throws -> ProgramResult {
            try server.run(
                "status",
                server.url(
                    user: "basketwatch_daemon", "sslcert=\(certificate)", "sslkey=\(key)"))
        }
        let files = server.certificates
        let unknown = try files.client("basketwatch_daemon", by: "other")
        try expectRefusal(
            try end(unknown.certificate, unknown.key), ["refuses our own certificate"])
        try expectRefusal(
            try end(files.certificate(.expired), files.key(.expired)),
            ["refuses our own certificate"])
        try expectRefusal(
            try end(files.certificate(.good), files.key(.expired)),
            ["could not load private key file", "key values mismatch"])
        let none = try server.run("status", server.url(user: "basketwatch_daemon"))
        try expectRefusal(none, ["requires a valid client certificate"])
        // A good certificate of somebody else's.
        let other = try files.client("alice")
        let refused = try end(other.certificate, other.key)
        #expect(refused.code == 69)
        #expect(refused.errors.contains("does not let us in"))
        #expect(refused.errors.contains("certificate authentication failed"))
    }

    @Test("takes a password from wherever libpq takes one, and never shows it")
    func passwords() throws {
        let server = try SecurePostgres()
        let home = try SecretFolder()
        let line = "localhost:\(server.port):shop:owner:\(SecurePostgres.password)\n"
        let file = try home.write(line, to: "elsewhere.pgpass")
        _ = try home.write(line, to: ".pgpass")
        let url = server.url()
        let inURL = url.replacing("owner@", with: "owner:\(SecurePostgres.password)@")
        let inWords =
            "host=localhost port=\(server.port) user=owner dbname=shop "
            + "password='\(SecurePostgres.password)' sslmode=verify-full "
            + "sslrootcert=\(server.certificates.authority)"
        let ways: [(String, [String: String])] = [
            (url, Self.password), (url, ["PGPASSFILE": file]), (url, ["HOME": home.path]),
            (inURL, [:]), (inWords, [:]),
        ]
        for (url, environment) in ways {
            let end = try server.run("migrate --verbose", url, environment)
            #expect(end.code == 0, "\(url): \(end.errors)")
            #expect(!(end.output + end.errors).contains(SecurePostgres.password))
        }
        let wrong = try server.run("migrate --verbose", url, ["PGPASSWORD": "hunter2"])
        #expect(wrong.code == 69)
        #expect(wrong.errors.contains("password authentication failed"))
        #expect(!(wrong.output + wrong.errors).contains("hunter2"))
        #expect(try server.run("migrate", url).code == 69)
    }

    /// One message of the TLS kind, with its words, and the exit code for a server that refuses us.
    private func expectRefusal(
        _ end: ProgramResult, _ words: [String], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        #expect(end.code == 69, sourceLocation: sourceLocation)
        let lines = end.errors.split(separator: "\n")
        #expect(lines.count == 1, "\(end.errors)", sourceLocation: sourceLocation)
        for word in words + ["No TLS connection to PostgreSQL at"] {
            #expect(
                end.errors.contains(word), "\(word): \(end.errors)", sourceLocation: sourceLocation)
        }
    }
}
