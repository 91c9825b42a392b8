import Glibc
import Synchronization

/// The seeds that run at the moment: a run that ends the process, as a broken precondition does, must
/// still say which one it was.
public enum RunningSeeds {
    private static let most = 64
    /// Read in a signal's handler, so it is plain memory; `.max`: nobody runs here.
    nonisolated(unsafe) private static let seeds: UnsafeMutablePointer<UInt64> = {
        let seeds = UnsafeMutablePointer<UInt64>.allocate(capacity: most)
        seeds.initialize(repeating: .max, count: most)
        return seeds
    }()
    private static let free = Mutex(Array(0..<most))
    private static let signals = [SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS]

    /// Runs `body` with the seed written down.
    static func run<Value>(_ seed: UInt64, _ body: () -> Value) -> Value {
        let place = free.withLock { $0.popLast() }
        if let place { seeds[place] = seed }
        defer {
            if let place {
                seeds[place] = .max
                free.withLock { $0.append(place) }
            }
        }
        return body()
    }

    /// Has the seeds told of when a signal ends the process while `body` runs.
    static func toldAtACrash(_ body: () -> Void) {
        _ = seeds
        let before = signals.map { signal($0, RunningSeeds.tell) }
        defer { for (number, handler) in zip(signals, before) { signal(number, handler) } }
        body()
    }

    /// Nothing here may take memory or a lock.
    private static let tell: @convention(c) (Int32) -> Void = { number in
        write("\nA run ended the process; it was one of these:\n")
        for place in 0..<most where seeds[place] != .max {
            write("  make sim RUNS=1 SEED=")
            write(seeds[place])
            write("\n")
        }
        signal(number, SIG_DFL)
        raise(number)
    }

    private static func write(_ text: StaticString) {
        _ = Glibc.write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
    }

    private static func write(_ number: UInt64) {
        var digits: (UInt64, UInt64, UInt64) = (0, 0, 0)
        var rest = number
        withUnsafeMutableBytes(of: &digits) { digits in
            var first = digits.count
            repeat {
                first -= 1
                digits[first] = UInt8(48 + rest % 10)
                rest /= 10
            } while rest > 0
            _ = Glibc.write(
                STDERR_FILENO, digits.baseAddress?.advanced(by: first), digits.count - first)
        }
    }
}
