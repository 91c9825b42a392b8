import Foundation
import Synchronization
import Waiting

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

    /// Gives a broker listeners of their own, beside those it has; it is killed and revived for it.
    func add(_ detours: [KafkaDetour], to broker: Int) throws {
        let file = "\(folder)/\(broker)/server.properties"
        var text = try String(contentsOfFile: file, encoding: .utf8)
        func value(_ key: String) -> String {
            let line = text.split(separator: "\n").first { $0.hasPrefix(key + "=") } ?? ""
            return String(line.dropFirst(key.count + 1))
        }
        let added = [
            ("listeners", detours.map { "\($0.name)://127.0.0.1:\($0.listening[broker - 1])" }),
            (
                "advertised.listeners",
                detours.map { "\($0.name)://127.0.0.1:\($0.advertised[broker - 1])" }
            ),
            ("listener.security.protocol.map", detours.map { "\($0.name):PLAINTEXT" }),
        ]
        // With a colon: the last one counts for Kafka, and the script goes on reading the first.
        for (key, values) in added {
            text += "\(key) : \(([value(key)] + values).joined(separator: ","))\n"
        }
        try kill(broker)
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        try revive(broker)
    }

    /// kill -9, and waits until it is gone: a large process takes a while to end.
    func kill(_ broker: Int) throws {
        try run("kill", "\(broker)")
        try Await.until("broker \(broker) is gone") {
            try run("status", "").contains("\(broker) down ")
        }
    }

    /// Starts a broker again on its data, and waits until it answers.
    func revive(_ broker: Int) throws {
        do {
            try run("revive", "\(broker)")
        } catch {
            // On a busy machine the script may take a broker for dead that has only not begun.
            let address = brokers.split(separator: ",")[broker - 1]
            guard let port = address.split(separator: ":").last.flatMap({ UInt16($0) }) else {
                throw error
            }
            let deadline = ContinuousClock.now + .seconds(60)
            while !Self.answers(port) {
                guard ContinuousClock.now < deadline else { throw error }
                usleep(100_000)
            }
        }
    }

    private static func answers(_ port: UInt16) -> Bool {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    @discardableResult
    func run(_ command: String, _ argument: String) throws -> String {
        try Spawned.output(of: [script, command, "--dir", folder, argument])
    }
}
