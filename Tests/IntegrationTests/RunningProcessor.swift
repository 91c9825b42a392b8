import BasketPipeline
import BasketTelemetry
import Foundation
import Synchronization
import Testing
import Waiting

/// A processor on a thread of its own, as `basketwatch run` has one.
final class RunningProcessor: Sendable {
    private let stopSignal = StopSignal()
    private let lines = Lines()
    private let result = Mutex<Result<Void, any Error>?>(nil)
    private let processor: Processor

    /// What it logged, for conditions and for whoever looks at a failure.
    private final class Lines: Sendable {
        let all = Mutex<[String]>([])
    }

    init(_ settings: ProcessorSettings) {
        let lines = self.lines
        processor = Processor(
            settings,
            log: Log(
                component: "processor", level: .debug,
                sink: { line in lines.all.withLock { $0.append(line) } }))
        let thread = Thread { [self] in
            let ending = Result { try processor.run(until: stopSignal) }
            result.withLock { $0 = ending }
        }
        thread.stackSize = 8 << 20
        thread.start()
    }

    var log: [String] { lines.all.withLock { $0 } }
    var progress: BasketPipeline.Progress.Snapshot { processor.progress.snapshot }
    var isRunning: Bool { result.withLock { $0 == nil } }

    func hasLogged(_ words: String) -> Bool { log.contains { $0.contains(words) } }

    /// Waits until it has said something so many times.
    func awaitLine(_ words: String, times: Int = 1, within seconds: Double = 30) throws {
        try explaining {
            try Await.until("\(times) lines '\(words)'", within: seconds) {
                log.count { $0.contains(words) } >= times
            }
        }
    }

    /// Waits until it ends by itself, and throws what it ended with.
    func waitForEnd(within seconds: Double = 60) throws {
        try explaining {
            try Await.until("the processor ends", within: seconds) { !isRunning }
            try result.withLock { $0 }?.get()
        }
    }

    /// Asks it to finish, as SIGTERM does, and waits.
    func stop(within seconds: Double = 15) throws {
        stopSignal.raise()
        try waitForEnd(within: seconds)
    }

    /// Lets a failure tell what the processor had to say.
    private func explaining(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as Await.TimedOut {
            throw Failed(reason: "\(error)", log: log.suffix(30))
        }
    }

    struct Failed: Error, CustomStringConvertible {
        let reason: String
        let log: ArraySlice<String>
        var description: String { ([reason + ", after:"] + log).joined(separator: "\n    ") }
    }
}
