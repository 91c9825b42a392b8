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
}
