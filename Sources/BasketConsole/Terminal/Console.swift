import Foundation
import Synchronization

/// Where the program speaks to people: results on standard output, all else on standard error.
///
/// May be used from any thread; what one call writes stays together. A failed write does not throw:
/// ``isOutputClosed`` lets a long command stop early, and ``Program`` reports a full disk at the end.
public final class Console: Sendable {
    /// What is drawn at the bottom of the terminal and moves down as lines come.
    struct State {
        var live: [String] = []
        var isLiveOnOutput = false
        var isOutputClosed = false
        var outputFailure: String?
        var verbosity = Verbosity.normal
    }

    let output: ConsoleStream
    let errors: ConsoleStream
    let hasColour: Bool
    let readLine: (@Sendable () -> String?)?
    let now: @Sendable () -> ContinuousClock.Instant
    private let fixedWidth: Int?
    let state = Mutex(State())

    /// The console of this process.
    public convenience init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        let isDumb = environment["TERM"] == "dumb"
        let isColourless = !(environment["NO_COLOR"] ?? "").isEmpty
        let isAttended = isatty(STDIN_FILENO) == 1
        let answer: @Sendable () -> String? = { Swift.readLine() }
        self.init(
            output: ConsoleStream.descriptor(STDOUT_FILENO, isDumb: isDumb),
            errors: ConsoleStream.descriptor(STDERR_FILENO, isDumb: isDumb),
            hasColour: !isColourless, readLine: isAttended ? answer : nil)
    }

    /// - Parameters:
    ///   - readLine: Reads an answer; `nil` when nobody is there to give one.
    ///   - width: Of the terminal, in columns; `nil` asks the terminal.
    init(
        output: ConsoleStream, errors: ConsoleStream, hasColour: Bool = false,
        readLine: (@Sendable () -> String?)? = nil, width: Int? = nil,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.output = output
        self.errors = errors
        self.hasColour = hasColour
        self.readLine = readLine
        self.now = now
        fixedWidth = width
    }

    /// A console that hands over what is written, for tests; nothing is a terminal, nobody answers.
    public convenience init(
        output: @escaping @Sendable (String) -> Void, errors: @escaping @Sendable (String) -> Void
    ) {
        self.init(
            output: ConsoleStream(isTerminal: false) {
                output($0); return nil
            },
            errors: ConsoleStream(isTerminal: false) {
                errors($0); return nil
            })
    }

    /// Whether standard output is a terminal.
    public var isTerminal: Bool { output.isTerminal }

    /// Whether whoever read standard output has gone (`| head`): what is written now reaches nobody.
    public var isOutputClosed: Bool { state.withLock { $0.isOutputClosed } }

    /// How much is said beside results and errors: what `--quiet` and `--verbose` ask for.
    public var verbosity: Verbosity { state.withLock { $0.verbosity } }

    /// From now on, says as much as was asked for.
    func speak(_ verbosity: Verbosity) {
        state.withLock { $0.verbosity = verbosity }
    }

    /// Why standard output took no more, other than a reader gone.
    var outputFailure: String? { state.withLock { $0.outputFailure } }

    /// The columns of the terminal that results go to; `nil` when they go to a file or a program: lines
    /// are as long as they like there, whatever terminal standard error is.
    public var width: Int? {
        fixedWidth ?? (output.isTerminal ? size?.columns : nil)
    }

    /// Of the terminal that is there, be it standard output or standard error.
    var size: (columns: Int, rows: Int)? {
        if let fixedWidth { return (fixedWidth, 24) }
        guard output.isTerminal || errors.isTerminal else { return nil }
        var size = winsize()
        let descriptor = output.isTerminal ? STDOUT_FILENO : STDERR_FILENO
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return (80, 24)
        }
        return (Int(size.ws_col), Int(size.ws_row))
    }
}
