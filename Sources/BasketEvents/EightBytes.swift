/// Tests on eight bytes at once, held in one word.
///
/// Each gives a mask whose lowest set bit, if any, is the highest bit of the first byte that is meant
/// (bits above it may be wrong: borrows run upwards). "First" is first in memory for a word that was
/// loaded little-endian. After Mycroft's test for a zero byte, as told in
/// https://graphics.stanford.edu/~seander/bithacks.html.
enum EightBytes {
    static let ones: UInt64 = 0x0101_0101_0101_0101
    static let highs: UInt64 = 0x8080_8080_8080_8080
    static let spaces: UInt64 = 0x2020_2020_2020_2020

    /// Quotes, backslashes and control characters: what a JSON text must escape.
    @inline(__always)
    static func needingEscape(_ word: UInt64) -> UInt64 {
        let quotes = word ^ (ones &* 0x22)
        let backslashes = word ^ (ones &* 0x5C)
        let found =
            (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes
            | (word &- spaces) & ~word
        return found & highs
    }

    /// The same, and every byte that is not ASCII.
    @inline(__always)
    static func endingPlainText(_ word: UInt64) -> UInt64 {
        needingEscape(word) | word & highs
    }

    static let zeros: UInt64 = 0x3030_3030_3030_3030

    /// Bytes other than 0 to 9: digits, once ``zeros`` are taken off with `^`. Exact in every byte.
    @inline(__always)
    static func aboveNine(_ word: UInt64) -> UInt64 {
        ((word & ~highs) &+ (ones &* 0x76) | word) & highs
    }

    /// The number that eight digits of 0 to 9 make, the first one in the lowest byte.
    ///
    /// Neighbours join to pairs, pairs to fours, fours to eight, as in
    /// https://kholdstare.github.io/technical/2020/05/26/faster-integer-parsing.html.
    @inline(__always)
    static func decimal(_ digits: UInt64) -> UInt64 {
        let pairs = digits &* 10 &+ digits &>> 8
        let mask: UInt64 = 0x0000_00FF_0000_00FF
        let high = (pairs & mask) &* 0x000F_4240_0000_0064
        let low = (pairs &>> 16 & mask) &* 0x0000_2710_0000_0001
        return (high &+ low) &>> 32
    }
}
