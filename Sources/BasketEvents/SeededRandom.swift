/// Random numbers that follow from a seed: the same on every machine, today and next year.
///
/// xoshiro256++ by Blackman and Vigna, its state filled by SplitMix64, as they advise
/// (https://prng.di.unimi.it). Not for secrets.
public struct SeededRandom: RandomNumberGenerator, Hashable, Sendable {
    private var first: UInt64
    private var second: UInt64
    private var third: UInt64
    private var fourth: UInt64

    /// - Parameter stream: tells apart independent sequences of one seed, such as one a shopper.
    public init(seed: UInt64, stream: UInt64 = 0) {
        // The stream goes through the mixer first: neighbours must not share a part of their states.
        var mixer = SplitMix64(state: stream)
        var filler = SplitMix64(state: seed ^ (stream == 0 ? 0 : mixer.next()))
        first = filler.next()
        second = filler.next()
        third = filler.next()
        fourth = filler.next()
    }

    /// 64 bits, each as likely 0 as 1.
    public mutating func next() -> UInt64 {
        let result = (first &+ fourth).rotated(left: 23) &+ first
        let shifted = second &<< 17
        third ^= first
        fourth ^= second
        second ^= third
        first ^= fourth
        third ^= shifted
        fourth = fourth.rotated(left: 45)
        return result
    }
}

extension SeededRandom {
    /// A whole number from 0 up to, not including, `upperBound`, all as likely.
    ///
    /// Lemire's method (https://arxiv.org/abs/1805.10941): one multiplication, rarely a division.
    public mutating func next(upperBound: UInt64) -> UInt64 {
        precondition(upperBound > 0, "There is no number below 0 to draw.")
        var product = next().multipliedFullWidth(by: upperBound)
        if product.low < upperBound {
            let unfair = (0 &- upperBound) % upperBound
            while product.low < unfair {
                product = next().multipliedFullWidth(by: upperBound)
            }
        }
        return product.high
    }

    /// A whole number of `range`, all as likely.
    public mutating func next(in range: ClosedRange<Int64>) -> Int64 {
        let width = UInt64(bitPattern: range.upperBound &- range.lowerBound)
        guard width < .max else { return Int64(bitPattern: next()) }
        return range.lowerBound &+ Int64(bitPattern: next(upperBound: width + 1))
    }

    /// A place in something that has `count` places.
    public mutating func index(below count: Int) -> Int {
        Int(next(upperBound: UInt64(count)))
    }

    /// True with this probability: never at 0 or less, always at 1 or more.
    public mutating func chance(_ probability: Double) -> Bool {
        uniform() < probability
    }

    /// From 0 up to, not including, 1: a multiple of 2^-53.
    public mutating func uniform() -> Double {
        Double(next() &>> 11) * 0x1p-53
    }

    /// Normally distributed with mean 0 and standard deviation 1.
    ///
    /// Marsaglia's polar method; its second number is let go, so that the state stays four words.
    public mutating func normal() -> Double {
        while true {
            let x = 2 * uniform() - 1
            let y = 2 * uniform() - 1
            let square = x * x + y * y
            guard square < 1, square > 0 else { continue }
            return x * (-2 * ElementaryFunctions.log(square) / square).squareRoot()
        }
    }

    /// Exponentially distributed with this mean: waiting times of what happens at a steady rate.
    public mutating func exponential(mean: Double) -> Double {
        -mean * ElementaryFunctions.log(1 - uniform())
    }
}

/// Steele, Lea and Flood's generator: good enough to fill the state of a better one.
private struct SplitMix64 {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed &>> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed &>> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed &>> 31
    }
}

extension UInt64 {
    fileprivate func rotated(left count: UInt64) -> UInt64 {
        self &<< count | self &>> (64 &- count)
    }
}
