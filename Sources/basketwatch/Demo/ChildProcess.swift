import BasketConsole
import Foundation

/// A program started beside this one, in a process group of its own: Ctrl-C in the terminal reaches
/// us alone, and we stop the others in the right order.
final class ChildProcess {
    let name: String
    let log: URL
    let pid: pid_t
    private var ended: Int32?

    /// - Parameter log: where what it writes goes; a plain file, kept for whoever looks for a reason.
    init(
        _ name: String, _ executable: String, _ arguments: [String],
        environment: [String: String] = [:], knowsDatabase: Bool, log: URL
    ) throws {
        self.name = name
        self.log = log
        // What an earlier one wrote belongs to that one.
        unlink(log.path)
        pid = try Spawn.start(
            executable, arguments, environment: environment, knowsDatabase: knowsDatabase,
            output: log.path)
    }

    /// Its exit code, once it has ended.
    var exitCode: Int32? {
        if ended == nil { ended = Spawn.poll(pid) }
        return ended
    }

    /// Its exit code, to end with the same; 1 where a signal ended it.
    var ownExitCode: ExitCode {
        let code = exitCode ?? 0
        return code > 0 && code < 128 ? ExitCode(rawValue: code) : .failure
    }

    var isRunning: Bool { exitCode == nil }

    /// Waits until `condition` holds.
    ///
    /// - Throws: when the process ends first, with its last words; or when the time is over.
    func wait(_ what: String, seconds: Double, until condition: () -> Bool) throws {
        let deadline = Date(timeIntervalSinceNow: seconds)
        while !condition() {
            guard isRunning else { throw failure("ended before it could \(what)") }
            guard Date() < deadline else {
                throw failure("did not \(what) within \(Int(seconds)) s")
            }
            pause()
        }
    }

    /// Asks it to finish, and waits; after `seconds` it is killed.
    ///
    /// - Returns: its exit code.
    @discardableResult
    func stop(within seconds: Double = 10) -> Int32 {
        if let ended = exitCode { return ended }
        kill(pid, SIGTERM)
        let deadline = Date(timeIntervalSinceNow: seconds)
        while isRunning, Date() < deadline { pause() }
        if let ended = exitCode { return ended }
        kill(pid, SIGKILL)
        let code = Spawn.wait(for: pid)
        ended = code
        return code
    }

    /// Nothing tells of another process's condition: it is looked at again and again.
    private func pause() { Thread.sleep(forTimeInterval: 0.02) }

    func failure(_ what: String, exitCode: ExitCode = .unavailable) -> CommandFailure {
        let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""  // no log, no last words
        let words = text.split(separator: "\n").suffix(5).joined(separator: "\n  ")
        return CommandFailure(
            "The \(name) \(what). Its log is \(log.path)\(words.isEmpty ? "" : ":\n  \(words)")",
            exitCode: exitCode)
    }
}
