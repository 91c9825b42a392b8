import BasketConsole
import BasketRisk

/// What an evaluation found, for people and for programs.
struct EvaluationReport {
    let learner: String
    let events: Int
    let refused: Int64
    let learned: Int64
    let points: [(letter: String, quality: RiskQuality?)]

    init<Learner: RiskLearner>(
        _ run: borrowing EvaluationRun<Learner>, of learner: Learner.Type
    ) {
        self.learner = Learner.kind
        events = run.events
        refused = run.refused
        learned = run.test.learner.learned
        points = DecisionPoints.all.map { points, letter in
            (letter, RiskQuality(run.test.judged.filter { $0.points.contains(points) }))
        }
    }

    func show(on console: Console) {
        var table = Table([
            .left("point"), .right("moments"), .right("sessions"), .right("abandoned"),
            .right("AUC"), .right("95 %"), .right("log loss"), .right("constant"),
            .right("PR-AUC"), .right("Brier"), .right("ECE"),
        ])
        for (letter, quality) in points {
            guard let quality else {
                table.add([letter, "0"] + Array(repeating: "–", count: 9))
                continue
            }
            table.add([
                letter, Figure.count(quality.moments), Figure.count(quality.sessions),
                Figure.decimal(quality.abandoned, 3), Figure.decimal(quality.auc.value, 3),
                Figure.decimal(quality.auc.low, 3) + "–" + Figure.decimal(quality.auc.high, 3),
                Figure.decimal(quality.logLoss.value, 3),
                Figure.decimal(quality.constantLogLoss, 3),
                Figure.decimal(quality.precision.value, 3),
                Figure.decimal(quality.brier.value, 3),
                Figure.decimal(quality.calibrationError.value, 3),
            ])
        }
        console.show(table)
        console.line()
        console.line(
            "\(learner): learned from \(Figure.count(learned)) moments of \(Figure.count(events)) "
                + "events; \(Figure.count(refused)) could not be used.")
    }

    var json: JSONValue {
        .object([
            ("learner", .text(learner)), ("events", .integer(Int64(events))),
            ("refused", .integer(refused)), ("learned", .integer(learned)),
            ("points", .object(points.map { ($0.letter, EvaluationReport.json($0.quality)) })),
        ])
    }

    private static func json(_ quality: RiskQuality?) -> JSONValue {
        guard let quality else { return .object([("n", .integer(0))]) }
        let head: [(name: String, value: JSONValue)] = [
            ("n", .integer(Int64(quality.moments))),
            ("sessions", .integer(Int64(quality.sessions))),
            ("abandoned", .number(quality.abandoned)),
        ]
        let constant: [(name: String, value: JSONValue)] = [
            ("log_loss", .number(quality.constantLogLoss)),
            ("brier", .number(quality.constantBrier)),
        ]
        return .object(
            head + json("auc", quality.auc) + json("pr_auc", quality.precision)
                + json("log_loss", quality.logLoss) + json("brier", quality.brier)
                + json("ece", quality.calibrationError) + [("constant", .object(constant))])
    }

    private static func json(
        _ name: String, _ figure: RiskQuality.Figure
    ) -> [(name: String, value: JSONValue)] {
        [
            (name, .number(figure.value)),
            (name + "_95", .list([.number(figure.low), .number(figure.high)])),
        ]
    }
}
