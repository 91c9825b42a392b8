import BasketEvents
import BasketRisk
import BasketSessions
import Testing

/// What every learner promises, whatever it is made of.
enum RiskLearnerContract {
    /// A kind of learner, so that one suite runs on all of them.
    struct Subject: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let check: @Sendable (any Promise.Type) throws -> Void

        init<Learner: RiskLearner>(_ learner: Learner.Type) {
            testDescription = Learner.kind
            check = { try $0.check(learner) }
        }
    }

    /// One promise, to be kept by any learner.
    protocol Promise {
        static func check<Learner: RiskLearner>(_ learner: Learner.Type) throws
    }

    static let subjects = [Subject(LogisticLearner.self), Subject(BlendedLearner.self)]

    /// Examples whose label hangs on the checkout step, the silence and, together, on country and
    /// device, with noise; in sessions of 1 to 6 moments.
    static func examples(_ count: Int, seed: UInt64) -> [RiskExample] {
        var random = SeededRandom(seed: seed)
        var examples: [RiskExample] = []
        while examples.count < count {
            let isHome = random.chance(0.5)
            let isPhone = random.chance(0.5)
            let step = Int32(random.index(below: 4)) - 1
            var odds = isHome == isPhone ? 1.5 : -0.5
            odds -= Double(step)
            let isAbandoned = random.chance(ElementaryFunctions.logistic(odds))
            for ordinal in 1...(1 + random.index(below: 6)) {
                let moment = Moment.sample {
                    $0.country = isHome ? 11 : 12
                    $0.device = isPhone ? 1 : 2
                    $0.step = step
                    $0.highestStep = step
                    $0.views = UInt32(random.index(below: 40))
                }
                examples.append(
                    RiskExample(
                        bins: RiskBins(moment), isAbandoned: isAbandoned,
                        ordinal: UInt32(ordinal)))
            }
        }
        return Array(examples.prefix(count))
    }

    static func learned<Learner: RiskLearner>(
        _ learner: Learner.Type, _ examples: some Sequence<RiskExample>
    ) -> Learner {
        var learner = Learner(startingFrom: .shipped)
        for example in examples { learner.learn(example) }
        return learner
    }

    /// The mean log loss of what a learner says of examples.
    static func logLoss(_ learner: some RiskLearner, _ examples: [RiskExample]) -> Double {
        examples.reduce(0) { sum, example in
            let risk = learner.score(example.bins).risk
            return sum - ElementaryFunctions.log(example.isAbandoned ? risk : 1 - risk)
        } / Double(examples.count)
    }
}
