import BasketEvents
import BasketRisk
import Testing

@Suite("A rising run of weights")
struct RisingFitTests {
    /// Examples of silent baskets; the share that was abandoned goes up and down with the silence.
    private static func fit(isRising: Bool) -> RiskModel {
        var fit = LogisticFit(shrinkage: 1)
        if isRising { fit.risingRuns[RiskFeature.silence.index] = [Array(0..<12)] }
        // Nothing is said of the bins 0, 6 to 8 and 10 to 11.
        let abandoned = [(30, 5), (60, 8), (120, 6), (180, 7), (300, 2), (900, 9)]
        for (seconds, share) in abandoned {
            for example in 0..<200 {
                let bins = RiskBins(.sample(silence: Int64(seconds) * second))
                fit.add(bins, isAbandoned: example % 10 < share, weight: 1)
            }
        }
        for index in fit.shrinkage.indices where index != RiskFeature.silence.index {
            fit.shrinkage[index] = nil
        }
        return fit.fit(passes: 30, version: 1)
    }

    private static func risks(_ model: RiskModel) -> [Double] {
        [30, 60, 120, 180, 300, 900].map {
            model.score(.sample(silence: Int64($0) * second)).risk
        }
    }

    @Test("takes the examples' word without one")
    func free() {
        for (risk, wanted) in zip(
            Self.risks(Self.fit(isRising: false)), [0.5, 0.8, 0.6, 0.7, 0.2, 0.9])
        {
            #expect(abs(risk - wanted) < 0.01)
        }
    }

    @Test("pools neighbours that would fall, and only those")
    func pools() {
        let pooled = (0.8 + 0.6 + 0.7 + 0.2) / 4
        let wanted = [0.5, pooled, pooled, pooled, pooled, 0.9]
        for (risk, wanted) in zip(Self.risks(Self.fit(isRising: true)), wanted) {
            #expect(abs(risk - wanted) < 0.01)
        }
    }

    @Test("gives what no example said the weight of the nearest below")
    func fillsGaps() {
        let weights = Array(Self.fit(isRising: true).weights(of: .silence))
        #expect(weights[0] == weights[1])
        #expect(weights[1] == weights[2])
        #expect(weights[7] == weights[6] && weights[8] == weights[6])
        #expect(weights[10] == weights[9] && weights[11] == weights[9])
        #expect(zip(weights, weights.dropFirst()).allSatisfy { $0 <= $1 })
    }
}
