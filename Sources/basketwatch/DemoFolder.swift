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
    func remember(_ processes: [ChildProcess]) {
        let lines = processes.map { "\($0.pid)" }.joined(separator: "\n")
        // Without the file only `--stop` fails to find them.
        try? Data(lines.utf8).write(to: url.appending(path: "pids"))
    }

    /// Stops what an earlier demo kept or left running here, and forgets its data.
    ///
    /// - Returns: whether there was anything.
    @discardableResult
    func clear() -> Bool {
        let file = url.appending(path: "pids")
        let pids = ((try? String(contentsOf: file, encoding: .utf8)) ?? "")
            .split(separator: "\n").compactMap { Int32($0) }.filter(DemoFolder.isOurs)
        // In the order that they were started in: the processor comes before what it writes to.
        for pid in pids { DemoFolder.end(pid) }
        PrivatePostgres.stop(in: postgres)
        for left in [file, postgres] { try? FileManager.default.removeItem(at: left) }
        return !pids.isEmpty
    }

    /// Whether the process is this very program: a number may belong to somebody else by now.
    private static func isOurs(_ pid: Int32) -> Bool {
        let theirs = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/exe")
        let ours = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return theirs != nil && theirs == ours
    }

    private static func end(_ pid: Int32) {
        kill(pid, SIGTERM)
        let deadline = Date(timeIntervalSinceNow: 8)
        while kill(pid, 0) == 0, Date() < deadline { Thread.sleep(forTimeInterval: 0.05) }
        if kill(pid, 0) == 0 { kill(pid, SIGKILL) }
    }

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
