import BasketEvents
import BasketRisk
import BasketSessions

/// Risks of both learners on one core: scored from a moment's facts, explained, and learned from.
struct RiskBench {
    private static let scored = 200_000
    /// Beyond what a fit of the trees waits for at most, so that its cost is in the figure.
    private static let learned = 3_000_000

    func run() {
        let (moments, examples) = RiskBench.labelled()
        run(LogisticLearner(startingFrom: .shipped), moments, examples)
        run(BlendedLearner(startingFrom: .shipped), moments, examples)
    }

    private func run<Learner: RiskLearner>(
        _ start: Learner, _ moments: [Moment], _ examples: [RiskExample]
    ) {
        var learner = start
        let learning = Measure.of {
            for place in 0..<RiskBench.learned { learner.learn(examples[place % examples.count]) }
        }
        learning.report(
            "\(Learner.kind): learn, from the first on", count: RiskBench.learned,
            unit: "examples")
        let rate = Double(RiskBench.learned) / learning.cpuSeconds
        compare(
            "learning", figure(rate, "examples a CPU second"), isMet: rate >= 200_000,
            wanted: "at least 200,000")

        var sum: Int64 = 0
        let scoring = Measure.of {
            for place in 0..<RiskBench.scored {
                sum &+= learner.score(RiskBins(moments[place % moments.count])).logit
            }
        }
        scoring.report("\(Learner.kind): score", count: RiskBench.scored, unit: "moments")
        let nanoseconds = scoring.cpuSeconds(aMillion: RiskBench.scored) * 1e3
        compare(
            "scoring", "\(rounded(nanoseconds, 0)) ns of CPU", isMet: nanoseconds <= 300,
            wanted: "at most 300 ns")
        var numbers = [Int32](repeating: 0, count: RiskFeature.count)
        let explaining = Measure.of {
            numbers.withUnsafeMutableBufferPointer { numbers in
                for place in 0..<RiskBench.scored {
                    let bins = RiskBins(moments[place % moments.count])
                    sum &+= learner.explain(bins, into: numbers)
                }
            }
        }
        explaining.report(
            "\(Learner.kind): score and explain", count: RiskBench.scored, unit: "moments")
        note("all logits together: \(sum)")
    }

    /// The moments of a simulated shop's closed sessions, with what came of them.
    private static func labelled() -> (moments: [Moment], examples: [RiskExample]) {
        let recorded = RecordedEvents(count: 1_000_000, openSessions: 20_000)
        var state = PartitionState(partition: 0, firstOffset: 0, settings: SessionSettings())
        var reader = EventReader()
        var effects = Effects()
        var open: [SessionKey: [Moment]] = [:]
        var moments: [Moment] = []
        var examples: [RiskExample] = []
        recorded.forEach { record in
            state.take(record, reader: &reader, into: &effects)
            for moment in effects.moments { open[moment.session, default: []].append(moment) }
            for outcome in effects.outcomes {
                let isAbandoned = outcome.kind == .abandoned
                guard let closed = open.removeValue(forKey: outcome.session),
                    isAbandoned || outcome.kind == .purchased
                else { continue }
                moments += closed
                examples += closed.map {
                    RiskExample(
                        bins: RiskBins($0), isAbandoned: isAbandoned, ordinal: $0.ordinal)
                }
            }
            effects.removeAll()
        }
        return (moments, examples)
    }
}
