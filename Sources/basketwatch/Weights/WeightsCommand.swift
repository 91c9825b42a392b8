import BasketConsole
import BasketEvents
import BasketFiles
import BasketRisk
import BasketSessions
import BasketTraffic
import Foundation

struct WeightsCommand: Command {
    static let name = "weights"
    static let summary = "Fit the shipped starting weights on simulated shoppers."
    static let note = """
        For whoever builds Basketwatch: `make weights` runs it. Same settings, same bytes. Weights \
        that differ from those this program ships get the next version, since a database that holds \
        a version takes no other weights for it.
        """
    static let settings = SettingList(.seed, .visits, .weightsOutput)
    static let examples = [
        Example("weights", "prints the Swift source with the weights"),
        Example(
            "weights --output Sources/BasketRisk/ShippedWeights.swift", "puts them where they ship"),
    ]

    func run(_ settings: Settings, operands: [String], on console: Console) throws -> ExitCode {
        var fit = StartingWeights()
        var bar = console.progress("simulating", total: settings[.visits], unit: "visits")
        SimulatedSessions(seed: UInt64(settings[.seed]), visits: settings[.visits])
            .run { effects, visits in
                for moment in effects.moments { fit.observe(moment) }
                for outcome in effects.outcomes { fit.close(outcome.session, as: outcome.kind) }
                bar.update(done: visits)
            }
        bar.finish()
        let source = WeightsCommand.versioned(fit.model()).swiftSource
        guard let output = settings[.weightsOutput] else {
            console.line(source)
            return .success
        }
        do {
            try Data(source.utf8).write(to: URL(filePath: output), options: .atomic)
        } catch {
            throw CommandFailure(
                "The weights could not be written to \(output): \(SystemReason.of(error)). "
                    + "Name another file with --output.",
                exitCode: .inputOutput)
        }
        return .success
    }

    /// A version never changes its weights: the shipped one stays, or the next one is taken.
    private static func versioned(_ fitted: RiskModel) -> RiskModel {
        // Their parts, not the model: with a feature more there are too few weights for one.
        let version = RiskModel.shippedVersion
        let isSame = fitted.weights == RiskModel.shippedWeights
        return RiskModel(version: isSame ? version : version + 1, weights: fitted.weights)
    }
}

extension Setting<Int> {
    static let visits = Setting(
        "visits", "how many visits to simulate", .integer(in: 1_000...100_000_000),
        standard: 200_000)
}

extension Setting<String?> {
    static let weightsOutput = Setting(
        "output", "the file to write", .path, whenUnset: "standard output"
    ).byFlagOnly
}
