import BasketEvents
import BasketRisk
import BasketSessions
import Testing

/// A moment and its score by a model that never changes, to the bit.
struct GoldenScore: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let moment: Moment
    let logit: Int64
    let riskBits: UInt64

    init(_ name: String, _ moment: Moment, logit: Int64, riskBits: UInt64) {
        testDescription = name
        self.moment = moment
        self.logit = logit
        self.riskBits = riskBits
    }

    /// Weights within a half, drawn from a seed.
    static let model: RiskModel = {
        var random = SeededRandom(seed: 17)
        let weights = (0..<RiskModel.weightCount).map { _ in
            Int32(random.next(in: -500_000...500_000))
        }
        return RiskModel(version: 17, weights: weights)
    }()

    static let all = [
        GoldenScore("two things added", .sample(), logit: -1_703_242, riskBits: 0x3FC511DB69BE62F6),
        GoldenScore(
            "five minutes of silence", .sample(cause: .silence, silence: 5 * minute),
            logit: -161_079,
            riskBits: 0x3FDD8C0504A82E3E),
        GoldenScore(
            "modest shipping", .atCheckout(shippingMinor: 390), logit: -2_845_239,
            riskBits: 0x3FAFD6C516BCD471),
        GoldenScore(
            "shipping as dear as the basket", .atCheckout(shippingMinor: 4_000), logit: -2_617_138,
            riskBits: 0x3FB37E52DAF05CBF),
        GoldenScore(
            "dear shipping and silence", .atCheckout(shippingMinor: 3_760, silence: 5 * minute),
            logit: -1_656_828, riskBits: 0x3FC5DC4810E7F848),
    ]
}

@Suite("A score")
struct ScoreTests {
    @Test(
        "is the same, to the bit, on every machine and in every version", arguments: GoldenScore.all
    )
    func golden(_ wanted: GoldenScore) {
        let score = GoldenScore.model.score(wanted.moment)
        #expect(score.logit == wanted.logit)
        #expect(score.risk.bitPattern == wanted.riskBits, "\(score)")
    }
}
