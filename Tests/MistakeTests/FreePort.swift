import Foundation
import ProgramTesting

/// A port of the loopback address that nobody listens on.
enum FreePort {
    static func find() throws -> Int {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 ? getsockname(listener, $0, &length) : -1
            }
        }
        guard result == 0 else {
            throw BuiltProgram.Failed(description: "no port: \(String(cString: strerror(errno)))")
        }
        return Int(in_port_t(bigEndian: address.sin_port))
    }
}
