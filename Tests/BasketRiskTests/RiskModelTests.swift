import BasketEvents
import BasketRisk
import BasketSessions
import Testing

extension RiskModel {
    /// A model of any weights, the extremes among them.
    static func random(_ random: inout SeededRandom, version: Int32 = 7) -> RiskModel {
        let weights = (0..<RiskModel.weightCount).map { _ in
            random.chance(0.05)
                ? (random.chance(0.5) ? Int32.max : Int32.min)
                : Int32(random.next(in: -2_000_000...2_000_000))
        }
        return RiskModel(version: version, weights: weights)
    }

    func contributions(_ moment: Moment) -> (score: Score, contributions: [Int32]) {
        var numbers = [Int32](repeating: .max, count: RiskFeature.count)
        let score = numbers.withUnsafeMutableBufferPointer { self.score(moment, contributions: $0) }
        return (score, numbers)
    }
}

@Suite("A risk model")
struct RiskModelTests {
    @Test("has contributions that add up to the logit exactly", arguments: UInt64(0)..<20)
    func addsUp(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for model in [RiskModel.shipped, .random(&random)] {
            for _ in 0..<250 {
                let (score, numbers) = model.contributions(.random(&random))
                #expect(numbers.reduce(Int64(0)) { $0 + Int64($1) } == score.logit)
                #expect(score.risk >= 0 && score.risk <= 1, "\(score)")
            }
        }
    }

    @Test("scores alike with and without contributions, and from bins")
    func scoresAlike() {
        var random = SeededRandom(seed: 5)
        let model = RiskModel.random(&random)
        for _ in 0..<500 {
            let moment = Moment.random(&random)
            #expect(model.contributions(moment).score == model.score(moment))
            #expect(model.score(RiskBins(moment)) == model.score(moment))
        }
    }

    @Test("takes each contribution from the bin of its feature")
    func picksWeights() {
        var random = SeededRandom(seed: 6)
        let model = RiskModel.random(&random)
        for _ in 0..<200 {
            let moment = Moment.random(&random)
            let (bins, numbers) = (RiskBins(moment), model.contributions(moment).contributions)
            for feature in RiskFeature.allCases {
                let weights = Array(model.weights(of: feature))
                #expect(weights.count == feature.binCount)
                #expect(numbers[feature.index] == weights[bins[feature]])
            }
        }
    }

    @Test("gives the logistic function of the logit")
    func isLogistic() {
        var weights = [Int32](repeating: 0, count: RiskModel.weightCount)
        #expect(RiskModel(version: 1, weights: weights).score(.sample()).risk == 0.5)
        weights[0] = 3 << 20
        let score = RiskModel(version: 1, weights: weights).score(.sample())
        #expect(score.logit == 3 << 20)
        #expect(abs(score.risk - 0.952_574_126_822_433_2) < 1e-15)
    }
}
