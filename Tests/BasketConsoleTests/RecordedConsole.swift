import Synchronization

@testable import BasketConsole

/// A console whose output is kept, with a clock that moves when it is told to.
final class RecordedConsole: Sendable {
    private let kept = Mutex<(output: String, errors: String)>(("", ""))
    private let elapsed = Mutex(Duration.zero)
    private let failure = Mutex<ConsoleStream.Failure?>(nil)
    let isTerminal: Bool
    let width: Int?
    private let isAttended: Bool
    private let answers: Mutex<[String]>
    private let start = ContinuousClock.now

    init(isTerminal: Bool = false, width: Int? = nil, answers: [String]? = nil) {
        self.isTerminal = isTerminal
        self.width = width
        isAttended = answers != nil
        self.answers = Mutex(answers ?? [])
    }

    var output: String { kept.withLock { $0.output } }
    var errors: String { kept.withLock { $0.errors } }

    /// From now on, writing to standard output fails.
    func fail(_ failure: ConsoleStream.Failure) {
        self.failure.withLock { $0 = failure }
    }

    func pass(_ duration: Duration) {
        elapsed.withLock { $0 += duration }
    }

    var console: Console {
        let answer: @Sendable () -> String? = { self.answer() }
        return Console(
            output: ConsoleStream(isTerminal: isTerminal) { text in
                if let failure = self.failure.withLock({ $0 }) { return failure }
                self.kept.withLock { $0.output += text }
                return nil
            },
            errors: ConsoleStream(isTerminal: isTerminal) { text in
                self.kept.withLock { $0.errors += text }
                return nil
            },
            hasColour: isTerminal, readLine: isAttended ? answer : nil, width: width,
            now: { self.start + self.elapsed.withLock { $0 } })
    }

    private func answer() -> String? {
        answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }
}
