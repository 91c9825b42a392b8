import BasketEvents

/// The words for device, channel and country that a partition has met, numbered: a session keeps
/// two bytes for each, not a text.
///
/// 0 is "not said", 1 stands for every word beyond ``SessionLimit/contextWords`` or longer than
/// ``SessionLimit/contextWordBytes``.
struct ContextWords {
    static let other: UInt16 = 1

    private(set) var words: [[UInt8]] = [[], Array("(other)".utf8)]
    private var hashes: [UInt64] = [0, 1]
    private var table: [UInt16] = Array(repeating: 0, count: 16_384)

    /// The number of a word; met for the first time, it gets one.
    @inline(__always)
    mutating func number(of text: BorrowedText) -> UInt16 {
        text.count > 0 ? number(of: text.bytes) : 0
    }

    @inline(__always)
    mutating func numbers(of event: borrowing ShopEvent) -> ContextNumbers {
        ContextNumbers(
            device: number(of: event.device), channel: number(of: event.channel),
            country: number(of: event.country))
    }

    /// Gives a word of a checkpoint its number back: words come in the order of their numbers.
    ///
    /// - Returns: false if it is no word that this would ever have numbered.
    mutating func restore(_ word: [UInt8]) -> Bool {
        let expected = words.count
        return word.withUnsafeBytes { !$0.isEmpty && Int(number(of: $0)) == expected }
    }

    private mutating func number(of text: UnsafeRawBufferPointer) -> UInt16 {
        let hash = StableHash(text).low
        let mask = table.count &- 1
        var at = Int(truncatingIfNeeded: hash) & mask
        while table[at] != 0 {
            if hashes[Int(table[at])] == hash { return table[at] }
            at = (at &+ 1) & mask
        }
        return add(text, hash, at: at)
    }

    @inline(never)
    private mutating func add(
        _ text: UnsafeRawBufferPointer, _ hash: UInt64, at place: Int
    ) -> UInt16 {
        guard words.count < SessionLimit.contextWords, text.count <= SessionLimit.contextWordBytes
        else { return ContextWords.other }
        let number = UInt16(words.count)
        words.append(Array(text))
        hashes.append(hash)
        table[place] = number
        return number
    }

    /// 32 bits that stand for the word everywhere; 0: not said.
    func hash(_ number: UInt16) -> UInt32 {
        number == 0 ? 0 : max(1, UInt32(truncatingIfNeeded: hashes[Int(number)] &>> 32))
    }

    /// An order of words that does not hang on which was met first.
    @inline(never)
    func isGreater(_ left: UInt16, _ right: UInt16) -> Bool {
        hash(left) > hash(right)
    }
}

/// The numbers of an event's words; 0: not said.
struct ContextNumbers {
    let device: UInt16
    let channel: UInt16
    let country: UInt16
}
