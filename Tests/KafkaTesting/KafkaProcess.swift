import Foundation
import Synchronization

/// Brokers that were started by the script, and that end with this process, however it ends.
final class KafkaProcess: Sendable {
    let brokers: String
    private let script: String
    private let folder: String
    /// Held open as long as the brokers are wanted: the guard stops them when it closes.
    private let lifeline: Int32
    private let guardian: pid_t

    /// One start at a time: the script looks for free ports first and takes them later. Elsewhere
    /// in each process, for the same reason, and below the ports that connections get.
    private static let nextPort = Mutex(Int.random(in: 500...1500) * 20)

    init(script: String, _ options: [String]) throws {
        self.script = script
        let folder = NSTemporaryDirectory() + "basketwatch-kafka-\(UUID().uuidString)"
        self.folder = folder
        var ends: [Int32] = [0, 0]
        // Close-on-exec: else the brokers would inherit the writing end, and it would never close.
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw Spawned.Failed(description: "no socket pair: \(String(cString: strerror(errno)))")
        }
        lifeline = ends[1]
        let guarding = "read -r _; \"$0\" stop --dir \"$1\"; rm -rf \"$1\""
        guardian = try Spawned(
            ["/bin/sh", "-c", guarding, script, folder], input: ends[0], output: "/dev/null"
        ).pid
        close(ends[0])
        brokers = try Self.nextPort.withLock { port in
            try Self.start([script, "start", "--dir", folder] + options, &port)
        }
    }

    /// On a busy machine a port may go to somebody else first, or the script take a broker for dead
    /// that has only not begun: so it is tried again, elsewhere.
    private static func start(_ command: [String], _ port: inout Int) throws -> String {
        let attempts = 3
        for _ in 1..<attempts {
            port += 20
            // Its reason is told by the last attempt's.
            if let brokers = try? Spawned.output(of: command + ["--port", "\(port)"]) {
                return brokers
            }
            let stop = command.prefix(1) + ["stop"] + command.dropFirst(2).prefix(2)
            _ = try Spawned.output(of: Array(stop))
        }
        port += 20
        return try Spawned.output(of: command + ["--port", "\(port)"])
    }

    deinit {
        close(lifeline)
        waitpid(guardian, nil, 0)
    }

    @discardableResult
    func run(_ command: String, _ argument: String) throws -> String {
        try Spawned.output(of: [script, command, "--dir", folder, argument])
    }
}
