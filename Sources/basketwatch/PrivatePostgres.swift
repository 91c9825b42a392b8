import BasketConsole
import Foundation

/// A PostgreSQL of our own under a folder: nobody else's is touched, no port is opened.
///
/// As root it runs as the user `postgres` that Debian's package makes, since PostgreSQL refuses root.
struct PrivatePostgres {
    /// What libpq is told: the cluster listens on a unix socket only.
    let databaseURL: String
    let data: URL
    private let programs: URL
    private let log: URL

    /// Makes the cluster if the folder holds none, and starts it.
    ///
    /// - Parameter folder: must be one that the user `postgres` can reach when we are root.
    static func start(in folder: URL) throws -> PrivatePostgres {
        let server = PrivatePostgres(folder: folder, programs: try programs())
        try server.start()
        return server
    }

    init(folder: URL, programs: URL) {
        self.programs = programs
        data = folder.appending(path: "data")
        log = folder.appending(path: "log")
        // A socket's path has room for 107 bytes only, so it does not lie under the folder.
        let sockets = PrivatePostgres.socketFolder(for: folder)
        databaseURL = "postgresql:///postgres?host=\(sockets)&port=5432&user=basketwatch"
    }

    /// Where initdb, pg_ctl and psql are: Debian's newest version, or PATH.
    static func programs() throws -> URL {
        let root = URL(filePath: "/usr/lib/postgresql")
        // No folder: no Debian, so PATH.
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        let debian = versions.sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }
            .map { root.appending(path: $0).appending(path: "bin") }
        let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .map { URL(filePath: String($0)) }
        for folder in debian + path
        where FileManager.default.isExecutableFile(atPath: folder.appending(path: "initdb").path) {
            return folder
        }
        throw CommandFailure(
            "PostgreSQL's programs were not found. Install them (apt-get install postgresql), or "
                + "set BASKETWATCH_DATABASE_URL to use a server of yours.",
            exitCode: .unavailable)
    }

    private func start() throws {
        let folder = data.deletingLastPathComponent()
        let sockets = PrivatePostgres.socketFolder(for: folder)
        for path in [folder.path, sockets] {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            try own(path)
        }
        if !FileManager.default.fileExists(atPath: data.appending(path: "PG_VERSION").path) {
            try run(
                "initdb",
                ["-D", data.path, "-U", "basketwatch", "-A", "trust", "-E", "UTF8", "--locale=C"])
        }
        try run(
            "pg_ctl",
            [
                "-D", data.path, "-l", log.path, "-w", "-t", "60",
                "-o", "-c listen_addresses='' -k '\(sockets)' -c max_connections=50", "start",
            ])
    }

    static func socketFolder(for folder: URL) -> String {
        // The same folder gives the same place, so that a later call finds the server again.
        var hash: UInt64 = 14_695_981_039_346_656_037
        for byte in folder.standardizedFileURL.path.utf8 {
            hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211
        }
        return "/tmp/basketwatch-\(String(hash, radix: 36))"
    }

    var isRoot: Bool { getuid() == 0 }

    /// Runs one of PostgreSQL's programs to its end.
    func run(_ program: String, _ arguments: [String]) throws {
        let path = programs.appending(path: program).path
        let words = NSTemporaryDirectory() + "basketwatch-\(program)-\(getpid()).log"
        defer { unlink(words) }
        let user =
            isRoot
            ? ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] : []
        // From a folder that this user can read, whatever ours is.
        let code = try Spawn.run(
            "/usr/bin/env", ["-C", "/"] + user + [path] + arguments, output: words)
        guard code == 0 else {
            let text = (try? String(contentsOfFile: words, encoding: .utf8)) ?? ""  // no last words
            throw CommandFailure(
                "PostgreSQL's \(program) failed in \(data.deletingLastPathComponent().path): "
                    + (text.isEmpty ? "its log is \(log.path)." : text),
                exitCode: .unavailable)
        }
    }
}
