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
    init(path: String) throws {
        url = URL(filePath: path).absoluteURL
        do {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure(
                "The demo's folder \(url.path) cannot be made: \(error.localizedDescription) "
                    + "Name another with --folder.",
                exitCode: .inputOutput)
        }
        lock = open(url.appending(path: "lock").path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
        guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            throw CommandFailure(
                "Another demo runs in \(url.path). Wait for it, or name another folder with "
                    + "--folder.",
                exitCode: .unavailable)
        }
        if getuid() == 0, !DemoFolder.isReachableByOthers(url) {
            postgres = URL(filePath: "/var/tmp/basketwatch-demo")
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
        // No file: nothing was left.
        let known = ((try? String(contentsOf: pids, encoding: .utf8)) ?? "")
            .split(separator: "\n").compactMap { ProcessIdentity(line: $0) }
            .filter(\.isRunning)
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
        switch PrivatePostgres.stop(in: postgres) {
        case .notRunning: removePostgres()
        case .stopped:
            cleared.stopped += 1
            removePostgres()
        case .stillRunning(let pid): cleared.left.append(pid)
        }
        return cleared
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
