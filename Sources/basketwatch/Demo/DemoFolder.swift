import BasketConsole
import Foundation

/// The folder that holds all of a demo: logs, the database, and who is running.
struct DemoFolder {
    let url: URL
    /// Where the private PostgreSQL lives; elsewhere when its user could not reach the folder.
    let postgres: URL
    /// The same as people named the folder.
    let shownPostgres: String
    private let lock: Int32

    /// Makes the folder and locks it: one demo at a time.
    ///
    /// - Throws: when it cannot be made or written to, holds what is not a demo's, or another demo
    ///   runs in it.
    init(path: String) throws {
        url = URL(filePath: path).absoluteURL
        lock = try DemoFolder.take(url)
        if getuid() == 0, !DemoFolder.isReachableByOthers(url) {
            // One for each folder, as its lock is.
            let name = "basketwatch-demo-\(DemoPostgres.shortName(for: url))"
            postgres = URL(filePath: "/var/tmp/\(name)")
            shownPostgres = postgres.path
        } else {
            postgres = url.appending(path: "postgresql")
            shownPostgres = "\(path)/postgresql"
        }
    }

    func log(_ name: String) -> URL { url.appending(path: "\(name).log") }

    /// Remembers who is running, so that a later call can stop what was kept or left.
    func remember(_ processes: [ProcessIdentity]) {
        let lines = processes.map(\.line).joined(separator: "\n")
        // Without the file only `--stop` fails to find them.
        try? Data(lines.utf8).write(to: pids, options: .atomic)
    }

    /// What became of an earlier demo.
    struct Cleared {
        var stopped = 0
        /// Still running, as for want of the right to stop them.
        var left: [pid_t] = []
    }

    /// Stops what an earlier demo kept or left running here, and forgets its data.
    @discardableResult
    func clear() -> Cleared {
        unkeep()
        let known = running
        var cleared = Cleared()
        var left: [ProcessIdentity] = []
        // In the order that they were remembered in: the processor comes before what it writes to.
        for process in known {
            if process.end() {
                cleared.stopped += 1
            } else {
                left.append(process)
            }
        }
        cleared.left = left.map(\.pid)
        remember(left)
        // In a place that everybody may write to it could be anybody's.
        guard DemoPostgres.isOurs(postgres) else { return cleared }
        switch DemoPostgres.stop(in: postgres) {
        case .notRunning: removePostgres()
        case .stopped:
            cleared.stopped += 1
            removePostgres()
        case .stillRunning(let pid): cleared.left.append(pid)
        }
        return cleared
    }

    /// Removes what a demo leaves that nobody looks for, and the folder if nothing else lies there.
    ///
    /// - Parameter withLogs: Unless they tell of a trouble.
    func remove(withLogs: Bool) {
        var names = ["broker.address", "pids"]
        if withLogs { names += DemoFolder.logged.map { "\($0).log" } }
        // What is not there need not go; a folder that holds something else stays.
        for name in names { unlink(url.appending(path: name).path) }
        if DemoPostgres.isGone(from: postgres) { rmdir(postgres.path) }
        leave()
    }

    /// The programs that a demo starts.
    private static let logged = ["broker", "run", "generate", "publish", "answer"]

    /// Those remembered that still run.
    var running: [ProcessIdentity] {
        // No file: nothing was left.
        ((try? String(contentsOf: pids, encoding: .utf8)) ?? "")
            .split(separator: "\n").compactMap { ProcessIdentity(line: $0) }
            .filter(\.isRunning)
    }

    private var pids: URL { url.appending(path: "pids") }

    /// What cannot be removed is in nobody's way until the next start, which says so.
    private func removePostgres() { try? FileManager.default.removeItem(at: postgres) }

    private static func isReachableByOthers(_ url: URL) -> Bool {
        var folder = url
        while folder.path != "/" {
            var status = stat()
            guard stat(folder.path, &status) == 0, status.st_mode & 0o001 != 0 else { return false }
            folder.deleteLastPathComponent()
        }
        return true
    }
}
