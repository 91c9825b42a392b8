import BasketEvents
import Testing

@Suite("Seeded randomness")
struct SeededRandomTests {
    @Test("gives the same numbers for a seed for ever")
    func isPinned() {
        var random = SeededRandom(seed: 1)
        #expect(
            (0..<4).map { _ in random.next() } == [
                14_971_601_782_005_023_387, 13_781_649_495_232_077_965, 1_847_458_086_238_483_744,
                13_765_271_635_752_736_470,
            ])
        var other = SeededRandom(seed: 1, stream: 7)
        #expect(other.next() == 16_314_556_647_813_136_510)
    }

    @Test("differs from seed to seed and from stream to stream")
    func differs() {
        var seen: Set<UInt64> = []
        for seed in UInt64(0)..<100 {
            for stream in UInt64(0)..<100 {
                var random = SeededRandom(seed: seed, stream: stream)
                seen.insert(random.next())
            }
        }
        #expect(seen.count == 10_000)
    }

    @Test("draws every number below a bound, and none above", arguments: [1, 2, 3, 7, 40])
    func bound(upperBound: UInt64) {
        var random = SeededRandom(seed: upperBound)
        var counts = [UInt64: Int]()
        for _ in 0..<10_000 { counts[random.next(upperBound: upperBound), default: 0] += 1 }
        let expected = 10_000 / Double(upperBound)
        #expect(counts.keys.sorted() == Array(0..<upperBound))
        #expect(counts.values.allSatisfy { abs(Double($0) - expected) < 5 * expected.squareRoot() })
    }

    @Test("draws from a range, its ends and the widest included")
    func range() {
        var random = SeededRandom(seed: 3)
        let drawn = Set((0..<1000).map { _ in random.next(in: -2...2) })
        #expect(drawn == [-2, -1, 0, 1, 2])
        #expect(random.next(in: .min ... .max) != random.next(in: .min ... .max))
        #expect(random.next(in: 5...5) == 5)
    }

    @Test("has the moments that it promises", arguments: UInt64(0)..<5)
    func moments(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let count = 100_000
        let uniform = Moments((0..<count).map { _ in random.uniform() })
        let normal = Moments((0..<count).map { _ in random.normal() })
        let exponential = Moments((0..<count).map { _ in random.exponential(mean: 3) })

        #expect(abs(uniform.mean - 0.5) < 0.005)
        #expect(abs(uniform.variance - 1.0 / 12) < 0.002)
        #expect(abs(normal.mean) < 0.02)
        #expect(abs(normal.variance - 1) < 0.03)
        #expect(abs(exponential.mean - 3) < 0.06)
        #expect(abs(exponential.variance - 9) < 0.6)
    }

    @Test("is never lucky at 0 and always at 1")
    func chance() {
        var random = SeededRandom(seed: 9)
        #expect((0..<1000).allSatisfy { _ in !random.chance(0) })
        #expect((0..<1000).allSatisfy { _ in random.chance(1) })
    }
}

private struct Moments {
    let mean: Double
    let variance: Double

    init(_ values: [Double]) {
        let mean = values.reduce(0, +) / Double(values.count)
        variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
        self.mean = mean
    }
}
