import Foundation

/// Bytes on their way from one socket to another.
struct ProxiedStream {
    let source: Int32
    let target: Int32
    var isHeld = false
    /// Read and not yet taken by the target.
    private var waiting: [UInt8] = []
    /// What of them a hold point keeps back.
    private var kept: [UInt8] = []
    private var sourceHasEnded = false
    /// The source has ended, and the target knows.
    private(set) var isOver = false

    init(from source: Int32, to target: Int32) {
        self.source = source
        self.target = target
    }

    var wantsToRead: Bool { !isHeld && !sourceHasEnded && waiting.isEmpty }
    var wantsToWrite: Bool { !waiting.isEmpty }

    /// - Returns: what came; `nil`: the connection is broken.
    mutating func read() -> [UInt8]? {
        var piece = [UInt8](repeating: 0, count: 65_536)
        let count = recv(source, &piece, piece.count, 0)
        if count == 0 { sourceHasEnded = true }
        guard count >= 0 else { return errno == EAGAIN || errno == EINTR ? [] : nil }
        return Array(piece.prefix(count))
    }

    mutating func pass(_ piece: [UInt8], keepingFrom place: Int? = nil) {
        waiting += piece.prefix(place ?? piece.count)
        kept += piece.dropFirst(place ?? piece.count)
    }

    mutating func resume() {
        isHeld = false
        waiting += kept
        kept = []
    }

    /// - Returns: `false`: the connection is broken.
    mutating func write() -> Bool {
        while !waiting.isEmpty {
            let count = send(target, waiting, waiting.count, Int32(MSG_NOSIGNAL))
            guard count >= 0 else { return errno == EAGAIN || errno == EINTR }
            waiting.removeFirst(count)
        }
        if sourceHasEnded && !isHeld && !isOver {
            isOver = true
            shutdown(target, Int32(SHUT_WR))
        }
        return true
    }
}

/// One client's connection, and the one to the server that was made for it.
struct ProxiedConnection {
    var requests: ProxiedStream
    var replies: ProxiedStream
    var search: HoldPointSearch?

    init(client: Int32, server: Int32, point: HoldPoint?) {
        requests = ProxiedStream(from: client, to: server)
        replies = ProxiedStream(from: server, to: client)
        search = point.map { HoldPointSearch($0) }
    }

    var isOver: Bool { requests.isOver && replies.isOver }

    /// What to poll the client's socket for, and the server's.
    func events(isAllHeld: Bool) -> (client: Int16, server: Int16) {
        guard !isAllHeld else { return (0, 0) }
        func events(_ reads: Bool, _ writes: Bool) -> Int16 {
            (reads ? Int16(POLLIN) : 0) | (writes ? Int16(POLLOUT) : 0)
        }
        return (
            events(requests.wantsToRead, replies.wantsToWrite),
            events(replies.wantsToRead, requests.wantsToWrite)
        )
    }

    /// Moves bytes as far as they go.
    ///
    /// - Parameter readable: whether the client has something to say, and the server.
    /// - Returns: `false`: the connection is broken.
    mutating func move(readable: (client: Bool, server: Bool), onHold: () -> Void) -> Bool {
        if readable.client {
            guard let piece = requests.read() else { return false }
            pass(piece, onHold)
        }
        if readable.server, !replies.isHeld {
            guard let piece = replies.read() else { return false }
            replies.pass(piece)
        }
        return requests.write() && replies.write()
    }

    private mutating func pass(_ piece: [UInt8], _ onHold: () -> Void) {
        guard let point = search?.point, let place = search?.take(piece) else {
            requests.pass(piece)
            return
        }
        search = nil
        switch point.extent {
        case .requests: requests.pass(piece, keepingFrom: 0)
        case .requestsAfter: requests.pass(piece, keepingFrom: place)
        case .replies: requests.pass(piece)
        }
        if point.extent == .replies { replies.isHeld = true } else { requests.isHeld = true }
        onHold()
    }

    mutating func resume() {
        requests.resume()
        replies.resume()
        search = nil
    }

    func reset() {
        LoopbackSocket.reset(requests.source)
        LoopbackSocket.reset(requests.target)
    }

    func close() {
        Glibc.close(requests.source)
        Glibc.close(requests.target)
    }
}
