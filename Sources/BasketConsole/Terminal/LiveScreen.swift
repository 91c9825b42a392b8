/// A block of lines on standard output that is shown again and again.
///
/// On a terminal each block takes the place of the one before, and other lines of the console appear
/// above it; elsewhere each block is printed below the last, after an empty line.
public struct LiveScreen: ~Copyable {
    private let console: Console
    private var isFirst = true

    init(console: Console) {
        self.console = console
    }

    /// Shows a block. Lines longer than the terminal are cut.
    public mutating func show(_ lines: [String]) {
        if console.isTerminal {
            console.drawLive(lines, onOutput: true)
        } else {
            if !isFirst { console.line() }
            console.line(lines.joined(separator: "\n"))
        }
        isFirst = false
    }

    /// Leaves the last block where it is: what comes later comes below.
    public consuming func finish() {
        console.keepLive()
    }
}

extension Console {
    /// A screen for a demo or for `--watch`.
    public func liveScreen() -> LiveScreen {
        LiveScreen(console: self)
    }
}
