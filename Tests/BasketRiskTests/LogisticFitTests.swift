import BasketEvents
import BasketRisk
import BasketSessions
import Testing

@Suite("A logistic fit")
struct LogisticFitTests {
    /// Baskets whose risk hangs on the number of units and on the checkouts, and on nothing else.
    private static func truth(_ moment: Moment) -> Double {
        let items = min(Double(moment.facts.items), 6)
        return 1.5 - 0.5 * items + (moment.facts.checkouts > 0 ? -1 : 0.5)
    }

    private static func moment(_ random: inout SeededRandom) -> Moment {
        // Each in a bin of its own: what shares a bin can't be told apart.
        let items: Int64 = [1, 2, 3, 4, 6, 8][random.index(below: 6)]
        let checkouts = random.index(below: 2)
        return .sample {
            $0.items = items
            $0.checkouts = UInt32(checkouts)
        }
    }

    private static func fit(seed: UInt64, count: Int) -> LogisticFit {
        var random = SeededRandom(seed: seed)
        var fit = LogisticFit(shrinkage: 1)
        for _ in 0..<count {
            let moment = moment(&random)
            let isAbandoned = random.chance(ElementaryFunctions.logistic(truth(moment)))
            fit.add(RiskBins(moment), isAbandoned: isAbandoned, weight: 1)
        }
        return fit
    }

    @Test("recovers the risks that the examples were drawn with", arguments: [1, 2, 3] as [UInt64])
    func recovers(seed: UInt64) {
        let model = Self.fit(seed: seed, count: 20_000).fit(passes: 8, version: 3)
        var random = SeededRandom(seed: seed + 100)
        for _ in 0..<100 {
            let moment = Self.moment(&random)
            let wanted = ElementaryFunctions.logistic(Self.truth(moment))
            #expect(abs(model.score(moment).risk - wanted) < 0.03)
        }
        #expect(model.version == 3)
    }

    @Test("gives the same bits every time")
    func isDeterministic() {
        let first = Self.fit(seed: 4, count: 5_000).fit(passes: 7, version: 1)
        let second = Self.fit(seed: 4, count: 5_000).fit(passes: 7, version: 1)
        #expect(first == second)
        #expect(first != Self.fit(seed: 5, count: 5_000).fit(passes: 7, version: 1))
        let digits = first.text.split(separator: "\n").last
        #expect(digits == "checksum 9932613bbba483ec")
    }

    @Test("leaves a bin that no example was in at 0")
    func unseenBinsStayZero() {
        let model = Self.fit(seed: 6, count: 5_000).fit(passes: 10, version: 1)
        let items = Array(model.weights(of: .items))
        #expect(items[0] == 0 && items[7...].allSatisfy { $0 == 0 })
        #expect(items[1...6].allSatisfy { $0 != 0 })
        #expect(model.weights(of: .hour).allSatisfy { abs($0) < 2 })
    }

    @Test("leaves out the features it is told to")
    func leavesOut() {
        var fit = Self.fit(seed: 7, count: 5_000)
        fit.shrinkage[RiskFeature.items.index] = nil
        let model = fit.fit(passes: 10, version: 1)
        #expect(model.weights(of: .items).allSatisfy { $0 == 0 })
        #expect(model.weights(of: .checkouts).contains { $0 != 0 })
    }

    @Test("counts an example by its weight")
    func weighs() {
        var fit = LogisticFit(shrinkage: 1)
        let bins = RiskBins(.sample())
        fit.add(bins, isAbandoned: true, weight: 3)
        fit.add(bins, isAbandoned: false, weight: 1)
        #expect(abs(fit.fit(passes: 30, version: 1).score(bins).risk - 0.75) < 0.001)
    }

    @Test("says 0.5 of everything where it has no example")
    func nothingKnown() {
        #expect(LogisticFit().fit(passes: 3, version: 1).score(.sample()).risk == 0.5)
    }

    @Test("stays a number where all examples say the same")
    func sureExamples() {
        var fit = LogisticFit(shrinkage: 0)
        for _ in 0..<10 { fit.add(RiskBins(.sample()), isAbandoned: true, weight: 1) }
        let risk = fit.fit(passes: 200, version: 1).score(.sample()).risk
        #expect(risk > 0.99 && risk <= 1)
    }
}
