import BasketConsole
import BasketEvents
import BasketPipeline
import BasketStore
import Foundation

extension Setting<Bool> {
    static let watch = Setting(
        flag: "watch", "show it again and again, in place on a terminal, until Ctrl-C"
    ).byFlagOnly
}

extension Setting<Duration> {
    static let every = Setting(
        "every", "the time between two looks of --watch",
        .duration(atLeast: .milliseconds(100), atMost: .seconds(86_400)), standard: .seconds(2))
}

/// Shows something again and again: in place on a terminal, elsewhere one below the other.
struct Watch {
    let every: Duration
    let console: Console

    /// Between two looks at a store that does not answer, at most.
    private static let longestWait = Duration.seconds(30)

    init(_ settings: Settings, on console: Console) {
        every = settings[.every]
        self.console = console
    }

    /// Looks until SIGINT, SIGTERM or a hang-up, or until nobody reads the output any more.
    ///
    /// Where the store goes away meanwhile, that is told above what was seen last, and it is tried again,
    /// after 1 s, then 2 s, 4 s, and so on. What does not pass by itself is thrown.
    /// - Parameter look: what to show, as lines; they go below one that says when it was.
    func run(_ look: () throws -> [String]) throws {
        StopSignal.blockTerminationSignals()
        let stop = StopSignal()
        stop.raiseOnTermination()
        var screen = console.liveScreen()
        var seen: (lines: [String], at: String) = ([], "")
        var wait = every
        var failures = 0
        while !stop.isRaised, !console.isOutputClosed {
            do {
                seen = (try look(), Watch.now)
                failures = 0
                wait = every
                screen.show([heading] + seen.lines)
            } catch {
                guard let error = error as? BasketStoreError, error.isRetriable else { throw error }
                wait = min(.seconds(1 << min(failures, 5)), Watch.longestWait)
                failures += 1
                screen.show([heading] + trouble(error, wait) + old(seen))
            }
            stop.wait(upTo: wait)
        }
        screen.finish()
    }

    private func trouble(_ error: BasketStoreError, _ wait: Duration) -> [String] {
        // A live screen cuts its lines: what is to be done must not be cut off.
        console.wrapped("✗ \(error) Trying again in \(Figure.duration(wait)).").map {
            console.styled($0, [.bold, .red])
        }
    }

    /// What was seen last, where it can be looked at: below one another it stands further up.
    private func old(_ seen: (lines: [String], at: String)) -> [String] {
        guard console.isTerminal, !seen.lines.isEmpty else { return [] }
        return [console.styled("as it was at \(seen.at):", [.dim])] + seen.lines
    }

    private static var now: String {
        EventTime(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)).shown
    }

    private var heading: String {
        let rate = "every \(Figure.duration(every))"
        return Watch.now + (console.isTerminal ? "   \(rate); Ctrl-C ends" : "   \(rate)")
    }
}
