import Glibc
import Testing

/// Somebody without root's right to read everything.
enum OrdinaryUser {
    /// Does it as one: for root, this thread's files are nobody's meanwhile.
    static func run(_ body: () throws -> Void) throws {
        guard geteuid() == 0 else { return try body() }
        // Of the thread alone, other than seteuid. Swift's Glibc leaves its header out.
        let symbol = try #require(dlsym(dlopen(nil, RTLD_NOW), "setfsuid"))
        typealias Function = @convention(c) (UInt32) -> Int32
        let setfsuid = unsafeBitCast(symbol, to: Function.self)
        let nobody: UInt32 = 65_534
        _ = setfsuid(nobody)
        defer { _ = setfsuid(0) }
        try body()
    }
}
