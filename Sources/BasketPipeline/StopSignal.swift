import Foundation
import Synchronization

/// Says to every worker that it is time to finish: raised once, never lowered.
public final class StopSignal: Sendable {
    private let raised = Atomic(false)
    private let condition = NSCondition()
    /// A pipe, to wake up whoever waits for a descriptor.
    private let wakeUp: (reading: Int32, writing: Int32)

    public init() {
        var ends: [Int32] = [-1, -1]
        // Without one, as where too many files are open, such a wait ends with the descriptor's own news.
        _ = pipe(&ends)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        wakeUp = (ends[0], ends[1])
    }

    deinit {
        close(wakeUp.reading)
        close(wakeUp.writing)
    }

    /// Becomes readable when it is raised, and stays so: for poll(2), beside a descriptor that may be
    /// silent. It lives as long as the signal.
    public var descriptor: Int32 { wakeUp.reading }

    public var isRaised: Bool { raised.load(ordering: .acquiring) }

    public func raise() {
        condition.lock()
        let wasRaised = raised.exchange(true, ordering: .acquiringAndReleasing)
        condition.broadcast()
        if !wasRaised { write(wakeUp.writing, "!", 1) }
        condition.unlock()
    }

    /// Waits until it is raised, but no longer than `time`.
    public func wait(upTo time: Duration) {
        // A century at most: as milliseconds it is a number yet.
        let time = min(time, .seconds(3_155_760_000))
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

    /// Waits in a thread of its own for SIGTERM, SIGINT or SIGHUP, then raises. A second one ends the
    /// process at once, as if none were blocked.
    ///
    /// - Precondition: ``blockTerminationSignals()`` has been called.
    public func raiseOnTermination() {
        WorkerThread.start(named: "signals") {
            var signals = StopSignal.terminationSignals()
            var received: Int32 = 0
            sigwait(&signals, &received)
            self.raise()
            sigwait(&signals, &received)
            signal(received, SIG_DFL)
            pthread_sigmask(SIG_UNBLOCK, &signals, nil)
            kill(getpid(), received)
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
