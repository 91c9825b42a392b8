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

    @Test("knows nothing of devices, channels, countries, hours and weekdays")
    func leavesContextOut() {
        for feature in [RiskFeature.device, .channel, .country, .hour, .weekday] {
            #expect(
                RiskModel.shipped.weights(of: feature).allSatisfy { $0 == 0 }, "\(feature.name)")
        }
    }
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
