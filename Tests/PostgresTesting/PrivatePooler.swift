import BasketStore
import Foundation
import Waiting

/// A PgBouncer in front of a private PostgreSQL, for as long as this value lives.
public final class PrivatePooler {
    /// When a connection of the pool goes to the next client.
    public enum Mode: String, Sendable {
        case session
        case transaction
    }

    /// Why tests with a pooler are skipped; `nil`: they run.
    public static let skipped: String? =
        FileManager.default.isExecutableFile(atPath: program)
        ? nil : "PgBouncer is not installed: apt-get install pgbouncer"
    private static let program = "/usr/sbin/pgbouncer"

    private let folder: String
    private let tools: PostgresTools

    public init(
        _ postgres: PrivatePostgres, _ mode: Mode, poolSize: Int = 20
    ) throws {
        folder = "\(postgres.folder)/pooler-\(UUID().uuidString.prefix(8))"
        tools = try PostgresTools()
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try """
        [databases]
        * = host=\(postgres.folder) user=postgres
        [pgbouncer]
        listen_addr =
        unix_socket_dir = \(folder)
        auth_type = any
        pool_mode = \(mode.rawValue)
        default_pool_size = \(poolSize)
        logfile = \(folder)/log
        pidfile = \(folder)/pid
        """.write(toFile: folder + "/pgbouncer.ini", atomically: true, encoding: .utf8)
        try tools.giveToServer(folder)
        try tools.startPooler(PrivatePooler.program, folder)
        do {
            // Its socket is there a moment before it takes connections.
            try Await.until("PgBouncer listens", within: 10) { log.contains("process up") }
        } catch {
            throw PostgresToolError(what: "\(error): \(log)")
        }
    }

    /// What it has said so far; without a log, nothing yet.
    private var log: String {
        String(
            decoding: FileManager.default.contents(atPath: folder + "/log") ?? Data(), as: UTF8.self
        )
    }

    deinit {
        // Without a file or a number in it there is nothing to stop; the watchdog looks after the rest.
        let text = (try? String(contentsOfFile: folder + "/pid", encoding: .utf8)) ?? ""
        if let pid = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)) {
            kill(pid, SIGTERM)
        }
    }

    /// The same database, through the pooler.
    public func settings(_ direct: StoreSettings) -> StoreSettings {
        var settings = direct
        settings.database += " host=\(folder) port=6432"
        return settings
    }
}
