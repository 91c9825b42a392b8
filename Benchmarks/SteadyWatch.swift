import BasketPipeline
import Foundation
import Synchronization

/// Measures a processor from so many records read to the last of them committed.
final class SteadyWatch: Sendable {
    struct Result {
        let own: Measure
        /// CPU in seconds; `nil` for a server that is not on this machine.
        let servers: [Double?]
    }

    private let servers: [ServerProcess?]
    private let progress: BasketPipeline.Progress
    private let found = Mutex<Result?>(nil)

    init(
        from start: Int, to end: Int, _ progress: BasketPipeline.Progress,
        servers: [ServerProcess?]
    ) {
        self.servers = servers
        self.progress = progress
        Thread.detachNewThread { [self] in
            wait { $0.records >= start }
            let began = Measure.Instant()
            let before = servers.map { $0?.cpuSeconds }
            wait { $0.committed >= end }
            let own = began.untilNow
            let used = zip(servers, before).map { server, before in
                before.flatMap { before in server.map { $0.cpuSeconds - before } }
            }
            found.withLock { $0 = Result(own: own, servers: used) }
        }
    }

    private func wait(for isReached: (BasketPipeline.Progress.Snapshot) -> Bool) {
        while !isReached(progress.snapshot) { Thread.sleep(forTimeInterval: 0.005) }
    }

    /// What was found, once the processor has ended.
    func result() throws -> Result {
        guard let result = found.withLock({ $0 }) else {
            throw BenchFailure("the processor ended before it had committed everything")
        }
        return result
    }
}
