import BasketConsole
import BasketEvents
import BasketPipeline
import Foundation

extension Setting<Bool> {
    static let watch = Setting(
        flag: "watch", "show it again and again, in place on a terminal, until Ctrl-C")
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

    init(_ settings: Settings, on console: Console) {
        every = settings[.every]
        self.console = console
    }

    /// Looks until SIGINT, SIGTERM or a hang-up, or until nobody reads the output any more.
    ///
    /// - Parameter look: what to show, as lines; they go below one that says when it was.
    func run(_ look: () throws -> [String]) throws {
        StopSignal.blockTerminationSignals()
        let stop = StopSignal()
        stop.raiseOnTermination()
        var screen = console.liveScreen()
        while !stop.isRaised, !console.isOutputClosed {
            let lines = try look()
            screen.show([heading] + lines)
            stop.wait(upTo: every)
        }
        screen.finish()
    }

    private var heading: String {
        let now = EventTime(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
        let rate = "every \(Figure.duration(every))"
        return now.shown + (console.isTerminal ? "   \(rate); Ctrl-C ends" : "   \(rate)")
    }
}
