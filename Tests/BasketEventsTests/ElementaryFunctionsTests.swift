import BasketEvents
import Foundation
import Testing

@Suite("Our own exp and log")
struct ElementaryFunctionsTests {
    @Test("stay within 2 units in the last place of the C library", arguments: UInt64(0)..<20)
    func areExact(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<20_000 {
            let wide = random.uniform() * 1456 - 746
            let narrow = random.uniform() - 0.5
            let tiny = Double(
                sign: .plus, exponent: -Int(random.next(upperBound: 60)), significand: narrow)
            for x in [wide, narrow, tiny, -tiny, wide / 20] {
                expect(ElementaryFunctions.exp(x), within: 2, of: Foundation.exp(x), at: x)
            }
            let anything = Double(bitPattern: random.next() & 0x7FEF_FFFF_FFFF_FFFF)
            for x in [anything, 1 + narrow, 1 + tiny, random.uniform()] {
                expect(ElementaryFunctions.log(x), within: 2, of: Foundation.log(x), at: x)
            }
        }
    }

    @Test("hold at the ends of the numbers")
    func ends() {
        #expect(ElementaryFunctions.exp(0) == 1)
        #expect(ElementaryFunctions.exp(-0.0) == 1)
        #expect(ElementaryFunctions.exp(.infinity) == .infinity)
        #expect(ElementaryFunctions.exp(-.infinity) == 0)
        #expect(ElementaryFunctions.exp(710) == .infinity)
        #expect(ElementaryFunctions.exp(709.782_712_893_383_9).isFinite)
        #expect(ElementaryFunctions.exp(-746) == 0)
        #expect(ElementaryFunctions.exp(-745.13) == .leastNonzeroMagnitude)
        #expect(ElementaryFunctions.exp(.nan).isNaN)
        #expect(ElementaryFunctions.log(0) == -.infinity)
        #expect(ElementaryFunctions.log(-0.0) == -.infinity)
        #expect(ElementaryFunctions.log(1) == 0)
        #expect(ElementaryFunctions.log(-1).isNaN)
        #expect(ElementaryFunctions.log(.nan).isNaN)
        #expect(ElementaryFunctions.log(.infinity) == .infinity)
        expect(
            ElementaryFunctions.log(.leastNonzeroMagnitude), within: 1,
            of: Foundation.log(.leastNonzeroMagnitude), at: .leastNonzeroMagnitude)
    }

    @Test("give these very bits on every machine")
    func arePinned() {
        var digest: UInt64 = 0
        var random = SeededRandom(seed: 1)
        for _ in 0..<10_000 {
            let x = random.normal() * 20
            let p = random.uniform()
            for value in [
                ElementaryFunctions.exp(x), ElementaryFunctions.log(p),
                ElementaryFunctions.logistic(x), ElementaryFunctions.logit(p),
            ] {
                digest = (digest ^ value.bitPattern) &* 0x9E37_79B9_7F4A_7C15
                digest ^= digest >> 32
            }
        }
        #expect(digest == 2_415_444_513_629_024_523)
    }
}

@Suite("A logit")
struct LogitTests {
    @Test("comes back from its probability", arguments: UInt64(0)..<10)
    func comesBack(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<10_000 {
            let logit = random.uniform() * 60 - 55
            let back = ElementaryFunctions.logit(ElementaryFunctions.logistic(logit))
            // A probability near 1 has few digits left to tell its logit by.
            let lost = 0x1p-50 * (1 + (logit > 0 ? Foundation.exp(logit) : 0))
            #expect(abs(back - logit) <= abs(logit) * 0x1p-50 + lost)
        }
    }

    @Test("keeps its digits where the probability is near one half")
    func nearOneHalf() {
        for exponent in 3...52 {
            let distance = Double(sign: .plus, exponent: -exponent, significand: 1)
            let exact = 2 * Foundation.atanh(2 * distance)
            expect(ElementaryFunctions.logit(0.5 + distance), within: 4, of: exact, at: distance)
        }
        #expect(ElementaryFunctions.logit(0.5) == 0)
    }

    @Test("is infinite for what is certain, and no number for what is no probability")
    func ends() {
        #expect(ElementaryFunctions.logit(0) == -.infinity)
        #expect(ElementaryFunctions.logit(1) == .infinity)
        #expect(ElementaryFunctions.logit(1.5).isNaN)
        #expect(ElementaryFunctions.logit(-0.5).isNaN)
        #expect(ElementaryFunctions.logistic(-800) == 0)
        #expect(ElementaryFunctions.logistic(800) == 1)
        #expect(ElementaryFunctions.logistic(-700) > 0)
        #expect(ElementaryFunctions.logistic(0) == 0.5)
    }
}

/// Expects at most so many representable numbers between the two.
private func expect(_ value: Double, within limit: Int64, of exact: Double, at x: Double) {
    let distance = abs(Int64(bitPattern: value.bitPattern) - Int64(bitPattern: exact.bitPattern))
    if distance > limit || value.sign != exact.sign && value != exact {
        Issue.record("\(value) instead of \(exact), \(distance) apart, at \(x)")
    }
}
