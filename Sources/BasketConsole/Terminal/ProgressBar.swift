/// How far a long piece of work is, on standard error.
///
/// On a terminal one line, redrawn in place some times a second; else a plain line every ten seconds
/// and one at the end. With `--quiet` nothing. Call ``update(done:share:)`` as often as you like, once a batch say.
public struct ProgressBar: ~Copyable {
    private static let redrawEvery = Duration.milliseconds(100)
    private static let repeatEvery = Duration.seconds(10)
    private static let width = 24

    private let console: Console
    private let label: String
    private let unit: String
    private let total: Int?
    private let start: ContinuousClock.Instant
    private var lastShown: ContinuousClock.Instant
    private var done = 0
    private var share: Double?

    init(_ label: String, total: Int?, unit: String, console: Console) {
        self.console = console
        self.label = label
        self.unit = unit
        self.total = total
        start = console.now()
        lastShown = start
    }

    /// Says how much is done.
    /// - Parameter share: How much of the whole that is, 0 to 1, where `done` is no measure of it
    ///   (lines of a file known by its bytes); `nil` goes by the total.
    public mutating func update(done: Int, share: Double? = nil) {
        self.done = done
        self.share = share ?? total.map { $0 > 0 ? Double(done) / Double($0) : 1 }
        let now = console.now()
        let wait = console.errors.isTerminal ? Self.redrawEvery : Self.repeatEvery
        guard now - lastShown >= wait, console.verbosity != .quiet else { return }
        lastShown = now
        if console.errors.isTerminal {
            console.drawLive([text(now)], onOutput: false)
        } else {
            console.errorLine(text(now))
        }
    }

    /// The last line, which stays: what was done, in what time, at what rate.
    public consuming func finish() {
        let elapsed = console.now() - start
        console.eraseLive()
        console.errorLine(
            "\(label)  \(Figure.count(done)) \(unit) in \(Figure.duration(elapsed))"
                + rateText(elapsed))
    }

    private func text(_ now: ContinuousClock.Instant) -> String {
        let elapsed = now - start
        var text = label
        if let share {
            let share = min(max(share, 0), 1)
            if console.errors.isTerminal {
                let filled = Int(share * Double(Self.width))
                let bar = String(repeating: "█", count: filled)
                text += "  " + bar + String(repeating: "░", count: Self.width - filled)
            }
            text +=
                "  "
                + DisplayWidth.padded(Figure.decimal(share * 100, 0) + " %", to: 5, onLeft: true)
        }
        text += "  \(Figure.count(done)) \(unit)" + rateText(elapsed)
        if let share, share > 0, share < 1, elapsed >= .seconds(1) {
            text += ", \(Figure.duration(elapsed * ((1 - share) / share))) left"
        }
        return text
    }

    private func rateText(_ elapsed: Duration) -> String {
        let seconds = elapsed / .seconds(1)
        return seconds < 0.1 ? "" : ", \(Figure.rate(Double(done) / seconds))"
    }
}

extension Console {
    /// A bar for a piece of work.
    /// - Parameters:
    ///   - label: What is being done: "publishing".
    ///   - total: How much there is to do; `nil` when nobody knows.
    ///   - unit: What is counted: "events".
    public func progress(_ label: String, total: Int? = nil, unit: String) -> ProgressBar {
        ProgressBar(label, total: total, unit: unit, console: self)
    }
}
