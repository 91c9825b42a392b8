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
                "The demo's folder \(url.path) cannot be made: \(SystemReason.of(error)). "
                    + "Name another with --folder.",
                exitCode: .inputOutput)
        }
        lock = try DemoFolder.lock(url)
        if getuid() == 0, !DemoFolder.isReachableByOthers(url) {
            postgres = URL(filePath: "/var/tmp/basketwatch-demo")
            shownPostgres = postgres.path
        } else {
            postgres = url.appending(path: "postgresql")
            shownPostgres = "\(path)/postgresql"
        }
    }

    /// - Returns: the descriptor that holds the lock, as long as this process lives.
    private static func lock(_ folder: URL) throws -> Int32 {
        let path = folder.appending(path: "lock").path
        while true {
            let lock = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
            guard lock >= 0 else {
                throw CommandFailure(
                    "The demo cannot write into its folder \(folder.path): "
                        + "\(String(cString: strerror(errno))). Name another with --folder.",
                    exitCode: .inputOutput)
            }
            guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
                close(lock)
                throw CommandFailure(
                    "Another demo runs in \(folder.path). Wait for it, or name another folder with "
                        + "--folder.",
                    exitCode: .unavailable)
            }
            // A demo that ends removes its lock: what we hold may be gone from the folder.
            var (ours, theirs) = (stat(), stat())
            if fstat(lock, &ours) == 0, stat(path, &theirs) == 0, ours.st_ino == theirs.st_ino {
                return lock
            }
            close(lock)
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

    /// Removes what a demo leaves that nobody looks for, and the folder if nothing else lies there.
    ///
    /// - Parameter withLogs: Unless they tell of a trouble.
    func remove(withLogs: Bool) {
        var names = ["broker.address", "pids"]
        if withLogs { names += DemoFolder.logged.map { "\($0).log" } }
        // What is not there need not go; a folder that holds something else stays.
        for name in names { unlink(url.appending(path: name).path) }
        if PrivatePostgres.isGone(from: postgres) { rmdir(postgres.path) }
        unlink(url.appending(path: "lock").path)
        rmdir(url.path)
    }

    /// The programs that a demo starts.
    private static let logged = ["broker", "run", "generate", "publish", "answer"]

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
