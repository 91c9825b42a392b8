import Foundation
import Synchronization

/// A TCP proxy on loopback, before a server on loopback, that a test can cut and hold.
///
/// One thread that polls all its connections. What is held stays in the system's buffers, as on a
/// network that lets nothing through: nobody is told. Ends with this object.
public final class TCPProxy: Sendable {
    enum Command {
        case cut
        case hold
        case resume
        case holdOne(HoldPoint)
        case end
    }

    /// Where clients connect.
    public let port: UInt16

    private let commands = Mutex<[Command]>([])
    private let holds = Atomic(0)
    private let waking: Int32

    /// - Parameter server: the port of the server, which need not listen yet.
    public init(to server: UInt16) throws {
        let listener = try LoopbackSocket.listener()
        port = try LoopbackSocket.port(of: listener)
        var ends: [Int32] = [0, 0]
        guard socketpair(AF_UNIX, LoopbackSocket.kind, 0, &ends) == 0 else {
            throw LoopbackSocket.Failed("socket pair")
        }
        waking = ends[1]
        let start = ProxyLoop(listener: listener, waking: ends[0], server: server)
        Thread { [weak self] in
            // Weakly: the object's end is the thread's.
            var loop = start
            loop.run(
                commands: { self?.takeCommands() ?? [.end] },
                onHold: { _ = self?.holds.add(1, ordering: .relaxed) })
        }.start()
    }

    deinit {
        // The reading end is the thread's: it closes everything when it finds this end closed.
        close(waking)
    }

    /// Breaks all connections at once (RST, to both ends); new ones are let through.
    public func cut() { send(.cut) }

    /// Lets nothing through any more, in either direction; new connections wait.
    public func hold() { send(.hold) }

    /// Lets everything through again, what was held first.
    public func resume() { send(.resume) }

    /// Holds the next connection that comes to the point, and only that.
    public func hold(at point: HoldPoint) { send(.holdOne(point)) }

    /// How many connections have been held at a ``HoldPoint``.
    public var heldAtPoints: Int { holds.load(ordering: .relaxed) }

    private func takeCommands() -> [Command] {
        commands.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
    }

    private func send(_ command: Command) {
        commands.withLock { $0.append(command) }
        var byte: UInt8 = 0
        // One that is full wakes the thread as well.
        _ = write(waking, &byte, 1)
    }
}
