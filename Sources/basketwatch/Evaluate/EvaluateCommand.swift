import BasketConsole
import BasketEvents
import BasketFiles
import BasketPipeline
import BasketRisk
import BasketSessions

struct EvaluateCommand: Command {
    static let name = "evaluate"
    static let summary = "Say how good the risks are on recorded events: test, then train."
    static let note = """
        Reads files in the order of event time, one behind the other. Each moment is judged by what the \
        learner knows by then; a session's moments are learned when it closes, so labels come as late \
        as they would. Figures are told by decision point: a, the first add; b, each add, remove and \
        checkout; c, after each silence; dk, the K-th of all these, K drawn from 1 to 10 by a hash of \
        the session's id. The constant beside them knows the share of abandoned baskets beforehand. \
        Intervals (95 %) come from drawing the sessions again 400 times. Writes nothing. docs/model.md \
        tells more.
        """
    static let settings =
        SettingList(
            titled: "What is judged", .evaluateLearner, .evaluateFrom, .evaluateUntil, .json)
        + SettingList(titled: "Sessions", .evaluateSessions, .gap)
    static let operands = Operands(
        "FILE", "native events, one a line; plain, .gz or .zst; - is standard input",
        count: 1...ReplayFiles.limit, completion: .paths)
    static let examples = [
        Example("evaluate events.jsonl.zst", "how good the risks of a recording would have been"),
        Example(
            "evaluate events.jsonl --from 2025-11-26 --json",
            "the figures from that day on, with what came before to learn from"),
    ]

    func run(_ settings: Settings, operands: [String], on console: Console) throws -> ExitCode {
        switch settings[.evaluateLearner] {
        case .blended: try evaluate(BlendedLearner.self, settings, operands, on: console)
        case .logistic: try evaluate(LogisticLearner.self, settings, operands, on: console)
        }
        return .success
    }

    private func evaluate<Learner: RiskLearner>(
        _ learner: Learner.Type, _ settings: Settings, _ files: [String], on console: Console
    ) throws {
        StopSignal.blockTerminationSignals()
        let stop = StopSignal()
        stop.raiseOnTermination()
        var run = EvaluationRun(learner, settings)
        var bar = console.progress("evaluating", unit: "events")
        for (place, file) in files.enumerated() {
            var lines = try RecordedClickstream(
                path: file, until: stop.descriptor)
            while try lines.forEachLine(limit: 4_096, { run.take($0.bytes) }) > 0, !run.isOver {
                let share = lines.share.map { (Double(place) + $0) / Double(files.count) }
                bar.update(done: run.events, share: share)
            }
        }
        bar.finish()
        run.finish()
        let report = EvaluationReport(run, of: learner)
        if settings[.json] {
            console.line(report.json.text)
        } else {
            report.show(on: console)
        }
    }
}
