/// `exp` and `log` out of additions, multiplications and divisions alone.
///
/// The C library's differ in the last bit from one version to the next; scores and replays must not.
/// IEEE 754 rounds these three the same way everywhere, and Swift never fuses two of them.
/// Error, measured on millions of numbers: ``exp(_:)`` and ``log(_:)`` under 1 unit in the last place,
/// ``logistic(_:)`` and ``logit(_:)`` under 3.
public enum ElementaryFunctions {
    /// e to the power of `x`: `infinity` above about 709.78, 0 below about -745.13.
    public static func exp(_ x: Double) -> Double {
        guard x < 709.782_712_893_384 else { return x.isNaN ? x : .infinity }
        guard x > -745.133_219_101_941_2 else { return 0 }

        // x = k ln 2 + r with |r| <= ln(2) / 2, so e^x = 2^k e^r.
        let k = (x * reciprocalOfLn2 + roundingShift) - roundingShift
        let r = (x - k * ln2High) - k * ln2Low
        let exponent = Int(k)
        // In two steps: 2^1024 is no number, and 2^-1075 is none either. The first step is exact.
        let half = exponent >> 1
        return (1 + (r + r * r * exponentialTail(r))) * power(half) * power(exponent - half)
    }

    /// The natural logarithm: `-infinity` of 0, not a number below.
    public static func log(_ x: Double) -> Double {
        guard x > 0, x < .infinity else { return x == 0 ? -.infinity : x < 0 ? .nan : x }

        // x = 2^k (1 + f) with 1 + f between the roots of 1/2 and 2.
        let isSubnormal = x < Double.leastNormalMagnitude
        let bits = (isSubnormal ? x * 0x1p54 : x).bitPattern
        let shifted = bits &- rootOfHalfBits
        let exponent = Int64(bitPattern: shifted) >> 52
        let f = Double(bitPattern: bits &- UInt64(bitPattern: exponent << 52)) - 1
        let k = Double(isSubnormal ? exponent - 54 : exponent)

        // With s = f / (2 + f), ln(1 + f) = 2 atanh(s) = f - s (f - tail(s)): f is exact, and what
        // is rounded is small beside it.
        let s = f / (2 + f)
        return k * ln2High - ((s * (f - areaTail(s * s)) - k * ln2Low) - f)
    }

    /// 1 / (1 + e^-x): the probability that a logit stands for.
    public static func logistic(_ x: Double) -> Double {
        // The exponent is never positive: nothing overflows, and small probabilities keep their digits.
        guard x < 0 else { return 1 / (1 + exp(-x)) }
        let odds = exp(x)
        return odds / (1 + odds)
    }

    /// ln(p / (1 - p)): the logit of a probability; infinite at 0 and 1, not a number outside.
    public static func logit(_ p: Double) -> Double {
        guard p > 0.4216, p < 0.5784 else { return log(p) - log(1 - p) }
        // Near 1/2 the two logarithms cancel; 2 atanh(2p - 1) is the same and does not.
        let s = 2 * (p - 0.5)
        return 2 * s + s * areaTail(s * s)
    }
}

extension ElementaryFunctions {
    private static let reciprocalOfLn2 = 0x1.71547652b82fep0
    /// ln 2 in two parts; the first ends in zeros, so that its product with an exponent is exact.
    private static let ln2High = 0x1.62e42feep-1
    private static let ln2Low = 0x1.a39ef35793c76p-33
    /// Added and taken away again, it rounds to a whole number: the last place is then 1.
    private static let roundingShift = 0x1.8p52
    /// The square root of 1/2.
    private static let rootOfHalfBits: UInt64 = 0x3FE6_A09E_667F_3BCD

    private static func power(_ exponent: Int) -> Double {
        Double(bitPattern: UInt64(truncatingIfNeeded: exponent + 1023) << 52)
    }

    /// (e^r - 1 - r) / r^2 by its Taylor series, for |r| <= 0.347: what is left out is under 2^-57.
    private static func exponentialTail(_ r: Double) -> Double {
        let r2 = r * r
        let r4 = r2 * r2
        let low = (1.0 / 2 + r * (1.0 / 6)) + r2 * (1.0 / 24 + r * (1.0 / 120))
        let middle =
            (1.0 / 720 + r * (1.0 / 5040)) + r2 * (1.0 / 40320 + r * (1.0 / 362_880))
        let high =
            (1.0 / 3_628_800 + r * (1.0 / 39_916_800))
            + r2 * (1.0 / 479_001_600 + r * (1.0 / 6_227_020_800))
        return low + r4 * (middle + r4 * high)
    }

    /// 2 (atanh(s) - s) / s by its Taylor series in `square` = s^2 <= 0.0295: what is left out is
    /// under 2^-59.
    private static func areaTail(_ square: Double) -> Double {
        let fourth = square * square
        let eighth = fourth * fourth
        let low = (2.0 / 3 + square * (2.0 / 5)) + fourth * (2.0 / 7 + square * (2.0 / 9))
        let middle =
            (2.0 / 11 + square * (2.0 / 13)) + fourth * (2.0 / 15 + square * (2.0 / 17))
        let high = 2.0 / 19 + square * (2.0 / 21 + square * (2.0 / 23))
        return square * (low + eighth * (middle + eighth * high))
    }
}
