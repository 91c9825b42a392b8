import BasketEvents
import BasketRisk
import BasketSessions
import Testing

@Suite("Starting weights")
struct StartingWeightsTests {
    private static func moment(session: Int64, ordinal: UInt32, items: Int64) -> Moment {
        let sample = Moment.sample { $0.items = items }
        return Moment(
            session: SessionKey(rawValue: session), offset: session, ordinal: ordinal, cause: .add,
            time: sample.time, facts: sample.facts)
    }

    @Test("learn from sessions that bought or left, once they have closed")
    func learnsFromClosed() {
        var weights = StartingWeights()
        for session in Int64(1)...5 {
            weights.observe(Self.moment(session: session, ordinal: 1, items: 1))
            weights.observe(Self.moment(session: session, ordinal: 2, items: 2))
        }
        #expect(weights.exampleCount == 0)
        weights.close(SessionKey(rawValue: 1), as: .purchased)
        weights.close(SessionKey(rawValue: 2), as: .abandoned)
        #expect(weights.exampleCount == 4)
        weights.close(SessionKey(rawValue: 3), as: .merged)
        weights.close(SessionKey(rawValue: 4), as: .browsed)
        weights.close(SessionKey(rawValue: 2), as: .abandoned)
        weights.close(SessionKey(rawValue: 99), as: .abandoned)
        #expect(weights.exampleCount == 4)
    }

    @Test("count the k-th moment of a session by 1/k")
    func weighsByPlace() {
        // Two thirds of the weight is the purchase's: 1 against 1/2.
        var weights = StartingWeights(shrinkage: 0.001)
        weights.observe(Self.moment(session: 1, ordinal: 1, items: 1))
        weights.observe(Self.moment(session: 2, ordinal: 2, items: 1))
        weights.close(SessionKey(rawValue: 1), as: .purchased)
        weights.close(SessionKey(rawValue: 2), as: .abandoned)
        let risk = weights.model(passes: 30).score(Self.moment(session: 3, ordinal: 1, items: 1))
            .risk
        #expect(abs(risk - 1.0 / 3) < 0.001)
    }

    @Test("learn of shops that say less: a share of the sessions is seen without its quote")
    func hides() {
        var weights = StartingWeights(shrinkage: 1)
        for session in Int64(1)...300 {
            let sample = Moment.atCheckout(shippingMinor: 4_000)
            weights.observe(
                Moment(
                    session: SessionKey(rawValue: session), offset: 1, ordinal: 1, cause: .checkout,
                    time: sample.time, facts: sample.facts))
            weights.close(
                SessionKey(rawValue: session), as: session % 5 == 0 ? .purchased : .abandoned)
        }
        let model = weights.model()
        let told = model.score(.atCheckout(shippingMinor: 4_000)).risk
        let untold = model.score(.atCheckout(shippingMinor: -1)).risk
        #expect(abs(told - 0.8) < 0.05 && abs(untold - 0.8) < 0.05, "\(told) \(untold)")
    }

    @Test("make sessions with a silence in every bin of the silence")
    func silences() {
        let silences = StartingWeights.sessionSettings.silenceMilliseconds
        let bins = silences.map { RiskBins(.sample(silence: $0))[.silence] }
        #expect(bins == Array(1..<RiskFeature.silence.binCount))
    }

    @Test("hold back what a generated shop can't know of a real one")
    func leavesContextOut() {
        var weights = StartingWeights(shrinkage: 1)
        for session in Int64(1)...400 {
            let isMobile = session % 2 == 0
            let sample = Moment.sample { $0.device = isMobile ? 3 : 5 }
            weights.observe(
                Moment(
                    session: SessionKey(rawValue: session), offset: 1, ordinal: 1, cause: .add,
                    time: sample.time, facts: sample.facts))
            weights.close(SessionKey(rawValue: session), as: isMobile ? .abandoned : .purchased)
        }
        let model = weights.model()
        for feature in [RiskFeature.device, .channel, .country, .hour, .weekday] {
            #expect(model.weights(of: feature).allSatisfy { $0 == 0 }, "\(feature.name)")
        }
    }
}
