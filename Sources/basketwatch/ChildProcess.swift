import BasketConsole
import Foundation

/// A program started beside this one, in a process group of its own: Ctrl-C in the terminal reaches
/// us alone, and we stop the others in the right order.
final class ChildProcess {
    let name: String
    let log: URL
    private let process = Process()

    /// - Parameter log: where what it writes goes; a plain file, kept for whoever looks for a reason.
    init(
        _ name: String, _ executable: String, _ arguments: [String],
        environment: [String: String] = [:], log: URL
    ) throws {
        self.name = name
        self.log = log
        guard FileManager.default.createFile(atPath: log.path, contents: nil) else {
            throw CommandFailure("The log \(log.path) cannot be written.", exitCode: .inputOutput)
        }
        let output = try FileHandle(forWritingTo: log)
        process.executableURL = URL(filePath: executable)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        do {
            try process.run()
        } catch {
            throw CommandFailure(
                "\(name) did not start (\(executable)): \(error.localizedDescription)",
                exitCode: .unavailable)
        }
    }

    var isRunning: Bool { process.isRunning }
    var pid: Int32 { process.processIdentifier }

    /// Waits until `condition` holds.
    ///
    /// - Throws: when the process ends first, with its last words; or when the time is over.
    func wait(_ what: String, seconds: Double, until condition: () -> Bool) throws {
        let deadline = Date(timeIntervalSinceNow: seconds)
        while !condition() {
            guard process.isRunning else { throw failure("ended before it could \(what)") }
            guard Date() < deadline else {
                throw failure("did not \(what) within \(Int(seconds)) s")
            }
            Thread.sleep(forTimeInterval: 0.05)  // polls a condition; nothing tells of it
        }
    }

    /// Asks it to finish, and waits; after `seconds` it is killed.
    ///
    /// - Returns: its exit code.
    @discardableResult
    func stop(within seconds: Double = 10) -> Int32 {
        process.terminate()
        let deadline = Date(timeIntervalSinceNow: seconds)
        while process.isRunning, Date() < deadline { Thread.sleep(forTimeInterval: 0.02) }
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Its exit code; waits for its end.
    func exitCode() -> Int32 {
        process.waitUntilExit()
        return process.terminationStatus
    }

    func failure(_ what: String) -> CommandFailure {
        let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""  // no log, no last words
        let words = text.split(separator: "\n").suffix(5).joined(separator: "\n  ")
        return CommandFailure(
            "The \(name) \(what). Its log is \(log.path)\(words.isEmpty ? "" : ":\n  \(words)")",
            exitCode: .unavailable)
    }
}
