import Foundation

/// Sockets on 127.0.0.1.
enum LoopbackSocket {
    struct Failed: Error, CustomStringConvertible {
        let description: String

        init(_ what: String) {
            description = "no \(what): \(String(cString: strerror(errno)))"
        }
    }

    /// A socket that listens on a free port.
    static func listener() throws -> Int32 {
        let socket = Glibc.socket(AF_INET, kind, 0)
        guard bindTo(0, socket), listen(socket, 128) == 0 else { throw Failed("listening socket") }
        return socket
    }

    static func isFree(_ port: UInt16) -> Bool {
        let socket = Glibc.socket(AF_INET, kind, 0)
        defer { close(socket) }
        return bindTo(port, socket)
    }

    static func port(of socket: Int32) throws -> UInt16 {
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &size) }
        }
        guard code == 0 else { throw Failed("port") }
        return UInt16(bigEndian: address.sin_port)
    }

    /// - Returns: `nil` where nobody listens.
    static func connect(to port: UInt16) -> Int32? {
        // Loopback answers at once, yes or no: so it may block.
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        let socket = Glibc.socket(AF_INET, kind, 0)
        var address = loopback(port)
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else {
            close(socket)
            return nil
        }
        prepare(socket)
        return socket
    }

    /// Non-blocking, and nothing waits to be sent together with more.
    static func prepare(_ socket: Int32) {
        _ = fcntl(socket, F_SETFL, fcntl(socket, F_GETFL) | O_NONBLOCK)
        var yes: Int32 = 1
        setsockopt(
            socket, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Closes with RST.
    static func reset(_ socket: Int32) {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
            socket, SOL_SOCKET, SO_LINGER, &linger,
            socklen_t(MemoryLayout.size(ofValue: linger)))
        close(socket)
    }

    /// A stream, non-blocking, and no child's.
    static let kind = Int32(
        SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)

    private static func bindTo(_ port: UInt16, _ socket: Int32) -> Bool {
        var address = loopback(port)
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    private static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}

/// A port for a server that may end and be started again: nobody listened on it a moment ago, and no
/// outgoing connection is given it.
public func freePort() throws -> UInt16 {
    for _ in 0..<100 {
        // Below the ports that connections get, above those where brokers are started.
        let port = UInt16.random(in: 30_500..<32_700)
        if LoopbackSocket.isFree(port) { return port }
    }
    throw LoopbackSocket.Failed("free port")
}
