import BasketEvents
import Testing

@testable import BasketTraffic

@Suite("An alias table")
struct AliasTableTests {
    @Test(
        "draws each thing as often as its weight says",
        arguments: [
            [1.0], [1, 1], [1, 2, 3, 4], [0.001, 5, 0, 5], [90, 1, 1, 1, 1, 1, 1, 1, 1, 1],
        ])
    func shares(weights: [Double]) {
        let table = AliasTable(weights: weights)
        var random = SeededRandom(seed: 7)
        var drawn = [Double](repeating: 0, count: weights.count)

        for _ in 0..<100_000 { drawn[table.draw(&random)] += 1 }

        let total = weights.reduce(0, +)
        for (count, weight) in zip(drawn, weights) {
            #expect(abs(count / 100_000 - weight / total) < 0.006)
        }
    }
}
