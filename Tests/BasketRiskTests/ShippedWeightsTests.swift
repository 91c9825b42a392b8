import BasketEvents
import BasketRisk
import BasketSessions
import Foundation
import Testing

@Suite("The shipped model")
struct ShippedWeightsTests {
    @Test("is written as its own source file, byte by byte")
    func isItsSource() throws {
        let path = "../../../Sources/BasketRisk/ShippedWeights.swift"
        let file = URL(filePath: #filePath).appending(path: path).standardized
        #expect(try String(contentsOf: file, encoding: .utf8) == RiskModel.shipped.swiftSource)
    }

    @Test("has version 1, the one that a learner's versions follow")
    func version() {
        #expect(RiskModel.shipped.version == 1)
    }

    @Test("says more risk the dearer the shipping", arguments: [0, 1, 5] as [Int64])
    func shippingRaisesRisk(minutes: Int64) {
        let risks = [0.03, 0.07, 0.12, 0.17, 0.25, 0.35, 0.45, 0.6, 0.9, 1.2, 1.8].map { share in
            RiskModel.shipped.score(
                .atCheckout(shippingMinor: Int64(share * 4_000), silence: minutes * minute)
            ).risk
        }
        for (lower, higher) in zip(risks, risks.dropFirst()) {
            #expect(lower <= higher, "\(risks)")
        }
        #expect(risks[10] > risks[0] + 0.1, "\(risks)")
    }

    @Test("says more risk the longer the silence")
    func silenceRaisesRisk() {
        for isCheckout in [false, true] {
            let risks = [0, 20, 45, 90, 150, 240, 400, 500, 700, 1_000, 1_300, 1_600].map {
                seconds in
                let silence = Int64(seconds) * second
                return RiskModel.shipped.score(
                    isCheckout
                        ? .atCheckout(shippingMinor: 400, silence: silence)
                        : .sample(cause: seconds == 0 ? .add : .silence, silence: silence)
                ).risk
            }
            for (lower, higher) in zip(risks, risks.dropFirst()) {
                #expect(lower <= higher, "\(risks)")
            }
        }
    }

    @Test("gives the scores that it gave when it was fitted", arguments: GoldenScore.all)
    func golden(_ wanted: GoldenScore) {
        let score = RiskModel.shipped.score(wanted.moment)
        #expect(score.logit == wanted.logit)
        #expect(score.risk.bitPattern == wanted.riskBits, "\(score)")
    }

    @Test("knows nothing of devices, channels, countries, hours and weekdays")
    func leavesContextOut() {
        for feature in [RiskFeature.device, .channel, .country, .hour, .weekday] {
            #expect(
                RiskModel.shipped.weights(of: feature).allSatisfy { $0 == 0 }, "\(feature.name)")
        }
    }
}

/// A moment and its score by the shipped model, to the bit.
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

    static let all = [
        GoldenScore("two things added", .sample(), logit: 709_171, riskBits: 0x3FE5369C92539C75),
        GoldenScore(
            "five minutes of silence", .sample(cause: .silence, silence: 5 * minute),
            logit: 2_749_529,
            riskBits: 0x3FEDD530187B5E1C),
        GoldenScore(
            "modest shipping", .atCheckout(shippingMinor: 390), logit: -1_078_624,
            riskBits: 0x3FD0DAA3EE81BA03),
        GoldenScore(
            "shipping as dear as the basket", .atCheckout(shippingMinor: 4_000), logit: 1_152_169,
            riskBits: 0x3FE80047712A6EC7),
        GoldenScore(
            "dear shipping and silence", .atCheckout(shippingMinor: 3_760, silence: 5 * minute),
            logit: 3_222_512, riskBits: 0x3FEE95B4FA429961),
    ]
}

extension Moment {
    /// The sample at the first step of its checkout, a quote shown.
    static func atCheckout(shippingMinor: Int64, silence: Int64 = 0) -> Moment {
        .sample(cause: silence == 0 ? .checkout : .silence, silence: silence) {
            $0.checkouts = 1
            $0.lastCheckout = $0.end
            $0.lastEvent = .checkout
            ($0.step, $0.highestStep) = (1, 1)
            $0.shippingMinor = shippingMinor
            $0.shippingCurrency = euro
        }
    }
}
