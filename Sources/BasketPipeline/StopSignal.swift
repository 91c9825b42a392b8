import Foundation
import Synchronization

/// Says to every worker that it is time to finish: raised once, never lowered.
public final class StopSignal: Sendable {
    private let raised = Atomic(false)
    private let condition = NSCondition()

    public init() {}

    public var isRaised: Bool { raised.load(ordering: .acquiring) }

    public func raise() {
        condition.lock()
        raised.store(true, ordering: .releasing)
        condition.broadcast()
        condition.unlock()
    }

    /// Waits until it is raised, but no longer than `time`.
    public func wait(upTo time: Duration) {
        let deadline = Date(timeIntervalSinceNow: Double(time.wholeMilliseconds) / 1_000)
        condition.lock()
        while !isRaised, condition.wait(until: deadline) {}
        condition.unlock()
    }

    /// Blocks SIGTERM, SIGINT and SIGHUP in this thread and all that it starts, so that none of them is
    /// interrupted in the middle of a C call. Call it before the first thread starts.
    public static func blockTerminationSignals() {
        var signals = terminationSignals()
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    /// Waits in a thread of its own for SIGTERM, SIGINT or SIGHUP, then raises.
    ///
    /// - Precondition: ``blockTerminationSignals()`` has been called.
    public func raiseOnTermination() {
        WorkerThread.start(named: "signals") {
            var signals = StopSignal.terminationSignals()
            var received: Int32 = 0
            sigwait(&signals, &received)
            self.raise()
            // A second one ends the process as it would any other.
            pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        }
    }

    private static func terminationSignals() -> sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        sigaddset(&signals, SIGINT)
        // A terminal that goes away ends us like Ctrl-C, but not where that was ignored (nohup): a
        // blocked signal arrives even so.
        var hangUp = sigaction()
        sigaction(SIGHUP, nil, &hangUp)
        let handler = unsafeBitCast(hangUp.__sigaction_handler.sa_handler, to: Int.self)
        if handler != unsafeBitCast(SIG_IGN, to: Int.self) { sigaddset(&signals, SIGHUP) }
        return signals
    }
}
