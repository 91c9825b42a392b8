import BasketStore
import Foundation
import Synchronization
import Waiting

/// A PostgreSQL of this test process: a cluster in a temporary folder, on a unix socket, not synced
/// to disk. A watchdog stops and removes it when the process ends, however it ends.
///
/// Suites share ``shared``, each test with a database of its own; a test that kills its server
/// starts one for itself.
public final class PrivatePostgres: Sendable {
    /// The cluster that the suites share. Where PostgreSQL is missing the tests stop with a message.
    public static let shared: PrivatePostgres = {
        do {
            return try PrivatePostgres()
        } catch {
            fatalError("No PostgreSQL for the tests: \(error)")
        }
    }()

    private static let counter = Atomic(0)
    private static let template = "basketwatch_template"

    public let folder: String
    /// `nil`: PostgreSQL's own.
    private let port: Int?
    private let tools: PostgresTools
    private let counter = Atomic(0)
    private let hasTemplate = Mutex(false)

    /// Makes and starts a cluster: about a second.
    ///
    /// - Parameters:
    ///   - port: where it listens on the loopback address too; `nil`: on its socket only.
    ///   - isSynced: whether a commit is on the disk when it is answered, as in earnest.
    public init(port: Int? = nil, isSynced: Bool = false) throws {
        self.port = port
        tools = try PostgresTools()
        let number = PrivatePostgres.counter.add(1, ordering: .relaxed).newValue
        folder = "/tmp/basketwatch-postgres-\(getpid())-\(number)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try tools.giveToServer(folder)
        try tools.runAsServer(
            "initdb",
            [
                "-D", folder + "/data", "-U", "postgres", "-A", "trust", "-E", "UTF8",
                "--locale=C", "--no-sync", "--no-instructions",
            ])
        let settings = """

            listen_addresses = '\(port == nil ? "" : "127.0.0.1")'
            port = \(port ?? 5432)
            unix_socket_directories = '\(folder)'
            fsync = \(isSynced ? "on" : "off")
            full_page_writes = \(isSynced ? "on" : "off")
            shared_buffers = 64MB
            max_connections = 60

            """
        try append(settings, to: folder + "/data/postgresql.conf")
        try start()
        try tools.watch(folder)
    }

    /// A database with the schema, migrated once and then copied.
    public func database() throws -> StoreSettings {
        try hasTemplate.withLock { isMade in
            guard !isMade else { return }
            _ = try query("CREATE DATABASE \(PrivatePostgres.template)", in: "postgres")
            _ = try Migrator(settings(PrivatePostgres.template)).migrate()
            isMade = true
        }
        return try create("TEMPLATE \(PrivatePostgres.template)")
    }

    /// A database with nothing in it.
    public func emptyDatabase() throws -> StoreSettings { try create("") }

    private func create(_ options: String) throws -> StoreSettings {
        let name = "test_\(counter.add(1, ordering: .relaxed).newValue)"
        _ = try query("CREATE DATABASE \(name) \(options)", in: "postgres")
        return settings(name)
    }

    /// How to reach a database of this cluster.
    public func settings(_ database: String, user: String = "postgres") -> StoreSettings {
        let port = port.map { "port=\($0) " } ?? ""
        return StoreSettings(database: "host=\(folder) \(port)user=\(user) dbname=\(database)")
    }

    /// Runs statements with psql; a row is its fields as text, NULL empty.
    public func query(_ sql: String, in database: String) throws -> [[String]] {
        try query(sql, at: settings(database))
    }

    /// Runs statements with psql where the settings lead.
    public func query(_ sql: String, at settings: StoreSettings) throws -> [[String]] {
        try tools.query(sql, settings.database)
    }

    /// All that a database holds, as pg_dump writes it.
    public func dump(_ settings: StoreSettings) throws -> String {
        try tools.runProgram("pg_dump", ["-d", settings.database])
    }

    /// Dumps a database with pg_dump and restores it with pg_restore into a new one, as a back-up is.
    ///
    /// - Returns: a function that makes the new database, as often as it is called.
    public func backUp(_ settings: StoreSettings) throws -> () throws -> StoreSettings {
        let file = "/tmp/basketwatch-dump-\(UUID().uuidString)"
        try tools.runProgram("pg_dump", ["-Fc", "-f", file, "-d", settings.database])
        return { [self] in
            var restored = try emptyDatabase()
            restored.schema = settings.schema
            try tools.runProgram("pg_restore", ["--exit-on-error", "-d", restored.database, file])
            unlink(file)
            return restored
        }
    }

    /// Starts the server again after ``kill()`` or ``stop()``.
    public func start() throws {
        // After a kill the old server's children need a moment to notice.
        var refusal: (any Error)?
        do {
            try Await.until("PostgreSQL starts again", within: 20) {
                do {
                    try tools.runAsServer(
                        "pg_ctl", ["-D", folder + "/data", "-l", folder + "/log", "-w", "start"])
                    return true
                } catch {
                    refusal = error
                    return false
                }
            }
        } catch {
            throw refusal ?? error
        }
    }

    /// Shuts the server down in the orderly way that cuts connections.
    public func stop() throws {
        try tools.runAsServer("pg_ctl", ["-D", folder + "/data", "-w", "-m", "fast", "stop"])
    }

    /// The end without warning: SIGKILL to the server.
    public func kill() throws {
        let text = try String(contentsOfFile: folder + "/data/postmaster.pid", encoding: .utf8)
        guard let pid = text.split(separator: "\n").first.flatMap({ pid_t($0) }) else {
            throw PostgresToolError(what: "postmaster.pid holds no number")
        }
        Foundation.kill(pid, SIGKILL)
    }

    /// Has it speak TLS with this certificate from the next connection on.
    ///
    /// - Parameters:
    ///   - authority: whose clients' certificates it takes.
    ///   - rules: the whole of pg_hba.conf; the superuser of the socket is let in anyway.
    public func speakTLS(
        certificate: String, key: String, authority: String, rules: String
    ) throws {
        let name = "tls-\(counter.add(1, ordering: .relaxed).newValue)"
        for (source, kind) in [(certificate, "crt"), (key, "key"), (authority, "ca")] {
            let copy = "\(folder)/\(name).\(kind)"
            try FileManager.default.copyItem(atPath: source, toPath: copy)
            // The server takes no key that others may read.
            chmod(copy, 0o600)
            try tools.giveToServer(copy)
        }
        try "local all postgres trust\n\(rules)\n".write(
            toFile: folder + "/data/pg_hba.conf", atomically: false, encoding: .utf8)
        try set([
            "ssl": "on", "ssl_cert_file": "\(folder)/\(name).crt",
            "ssl_key_file": "\(folder)/\(name).key", "ssl_ca_file": "\(folder)/\(name).ca",
        ])
    }

    /// Has it speak no TLS from the next connection on.
    public func speakPlainly() throws { try set(["ssl": "off"]) }

    private func set(_ values: [String: String]) throws {
        for (name, value) in values {
            _ = try query("ALTER SYSTEM SET \(name) = '\(value)'", in: "postgres")
        }
        _ = try query("SELECT pg_reload_conf()", in: "postgres")
        let deadline = ContinuousClock.now + .seconds(10)
        // The postmaster reads them when it comes to it; a new connection shows what it knows.
        while try !values.allSatisfy({ try query("SHOW \($0.key)", in: "postgres") == [[$0.value]] }
        ) {
            guard ContinuousClock.now < deadline else {
                throw PostgresToolError(what: "the server did not take \(values)")
            }
            usleep(10_000)
        }
    }

    private func append(_ text: String, to path: String) throws {
        let old = try String(contentsOfFile: path, encoding: .utf8)
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try handle.seek(toOffset: UInt64(old.utf8.count))
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
    }
}
