import Foundation

/// What a proxy's thread does: polls its connections, moves their bytes, and does as it is told.
struct ProxyLoop: Sendable {
    private let listener: Int32
    private let waking: Int32
    private let server: UInt16
    private var connections: [ProxiedConnection] = []
    private var isHeld = false
    private var point: HoldPoint?

    init(listener: Int32, waking: Int32, server: UInt16) {
        self.listener = listener
        self.waking = waking
        self.server = server
    }

    /// - Parameters:
    ///   - commands: hands over what it is told, once each.
    ///   - onHold: a connection has come to its hold point.
    mutating func run(commands: () -> [TCPProxy.Command], onHold: () -> Void) {
        var isOver = false
        while !isOver {
            var watched = watchedSockets()
            // An interrupted wait only comes back early.
            _ = poll(&watched, nfds_t(watched.count), -1)
            if watched[0].revents != 0 {
                var bytes = [UInt8](repeating: 0, count: 64)
                while read(waking, &bytes, bytes.count) > 0 {}
                for command in commands() { isOver = obey(command) || isOver }
                // What was polled for may be gone.
                continue
            }
            move(watched, onHold)
            if watched[1].revents != 0 { accept() }
        }
        connections.forEach { $0.reset() }
        close(listener)
        close(waking)
    }

    private func watchedSockets() -> [pollfd] {
        var watched = [
            pollfd(fd: waking, events: Int16(POLLIN), revents: 0),
            pollfd(fd: isHeld ? -1 : listener, events: Int16(POLLIN), revents: 0),
        ]
        for connection in connections {
            let events = connection.events(isAllHeld: isHeld)
            // A socket that nothing is wanted of is left out: poll would tell of its end all the same.
            for (socket, events) in [
                (connection.requests.source, events.client),
                (connection.requests.target, events.server),
            ] {
                watched.append(pollfd(fd: events == 0 ? -1 : socket, events: events, revents: 0))
            }
        }
        return watched
    }

    private mutating func move(_ watched: [pollfd], _ onHold: () -> Void) {
        func isReadable(_ entry: pollfd) -> Bool {
            entry.events & Int16(POLLIN) != 0 && entry.revents & ~Int16(POLLOUT) != 0
        }
        for index in connections.indices.reversed() {
            let client = watched[2 + 2 * index]
            let server = watched[3 + 2 * index]
            guard client.revents != 0 || server.revents != 0 else { continue }
            if point == nil { connections[index].search = nil }
            var isAtPoint = false
            let isWhole = connections[index].move(
                readable: (isReadable(client), isReadable(server)), onHold: { isAtPoint = true })
            if isAtPoint {
                // One connection at a time.
                point = nil
                onHold()
            }
            if !isWhole {
                connections.remove(at: index).reset()
            } else if connections[index].isOver {
                connections.remove(at: index).close()
            }
        }
    }

    private mutating func accept() {
        let client = Glibc.accept(listener, nil, nil)
        guard client >= 0 else { return }
        // No child's: one would keep the connection open when it is reset here.
        _ = fcntl(client, F_SETFD, FD_CLOEXEC)
        LoopbackSocket.prepare(client)
        guard let socket = LoopbackSocket.connect(to: server) else {
            LoopbackSocket.reset(client)
            return
        }
        connections.append(ProxiedConnection(client: client, server: socket, point: point))
    }

    /// - Returns: whether this is the end.
    private mutating func obey(_ command: TCPProxy.Command) -> Bool {
        switch command {
        case .cut:
            connections.forEach { $0.reset() }
            connections = []
        case .hold:
            isHeld = true
        case .resume:
            isHeld = false
            point = nil
            for index in connections.indices { connections[index].resume() }
        case .holdOne(let point):
            self.point = point
            for index in connections.indices {
                connections[index].search = HoldPointSearch(point)
            }
        case .end:
            return true
        }
        return false
    }
}
