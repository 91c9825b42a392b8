import BasketStore
import Foundation

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
        let deadline = ContinuousClock.now + .seconds(10)
        while !FileManager.default.fileExists(atPath: folder + "/.s.PGSQL.6432") {
            guard ContinuousClock.now < deadline else {
                // No log, no words.
                let log = (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? ""
                throw PostgresToolError(what: "PgBouncer did not start: \(log)")
            }
            usleep(20_000)
        }
    }

    deinit {
        let text = (try? String(contentsOfFile: folder + "/pid", encoding: .utf8)) ?? ""
        // Without a number there is nothing to stop; the watchdog looks after the rest.
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
