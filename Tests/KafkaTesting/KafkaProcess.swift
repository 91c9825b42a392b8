import Foundation

/// Brokers that were started by the script, and that end with this process, however it ends.
final class KafkaProcess: Sendable {
    struct Failed: Error, CustomStringConvertible {
        let description: String
    }

    let brokers: String
    private let script: String
    private let folder: String
    /// Held open as long as the brokers are wanted: the guard stops them when it closes.
    private let lifeline: FileHandle
    private let guardian: Int32

    init(script: String, brokers count: Int, settings: [String]) throws {
        self.script = script
        folder = NSTemporaryDirectory() + "basketwatch-kafka-\(UUID().uuidString)"
        let pipe = Pipe()
        // Else the brokers would inherit the writing end, and it would never close.
        _ = fcntl(pipe.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        lifeline = pipe.fileHandleForWriting
        guardian = try Self.startGuard(script: script, folder: folder, pipe: pipe)
        let start = ["start", "--dir", folder, "--brokers", "\(count)"]
        let printed = try Self.output(
            of: script, start + settings.flatMap { ["--set", $0] })
        brokers = printed.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    deinit {
        lifeline.closeFile()
        // Bounded: the script itself kills what does not stop within 10 s.
        for _ in 0..<3000 where kill(guardian, 0) == 0 { usleep(5_000) }
    }

    func run(_ command: String, _ argument: String) throws {
        _ = try Self.output(of: script, [command, "--dir", folder, argument])
    }

    /// A shell of its own session, so that ^C in a terminal does not reach it.
    private static func startGuard(
        script: String, folder: String, pipe: Pipe
    ) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/setsid")
        let command = "read -r _; \"$0\" stop --dir \"$1\" >/dev/null 2>&1; rm -rf \"$1\""
        process.arguments = ["/bin/sh", "-c", command, script, folder]
        process.standardInput = pipe
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process.processIdentifier
    }

    private static func output(of script: String, _ arguments: [String]) throws -> String {
        let process = Process()
        let folder = NSTemporaryDirectory() + "basketwatch-\(UUID().uuidString)"
        // Files, not pipes: the brokers keep what they inherit open.
        try Data().write(to: URL(fileURLWithPath: folder))
        defer { unlink(folder) }
        let output = try FileHandle(forWritingTo: URL(fileURLWithPath: folder))
        process.executableURL = URL(fileURLWithPath: script)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
        process.waitUntilExit()
        let printed = try String(contentsOfFile: folder, encoding: .utf8)
        guard process.terminationStatus == 0 else {
            throw Failed(description: "kafka \(arguments.joined(separator: " ")): \(printed)")
        }
        return printed
    }
}
