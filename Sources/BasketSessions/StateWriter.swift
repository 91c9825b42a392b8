import BasketEvents

/// Writes numbers and texts, one behind the other: what a checkpoint is made of.
struct StateWriter {
    private(set) var bytes: [UInt8] = []

    mutating func reserve(_ count: Int) {
        bytes.reserveCapacity(count)
    }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
    }

    /// A number in all its bytes, little-endian.
    @inline(__always)
    mutating func append<Number: FixedWidthInteger>(_ number: Number) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// A number that is mostly small: seven bits a byte, the lowest first, the eighth bit says that
    /// another byte follows.
    @inline(__always)
    mutating func append(small number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest &>>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// A number that is mostly close to 0, on either side of it.
    @inline(__always)
    mutating func append(near number: Int64) {
        append(small: UInt64(bitPattern: (number &<< 1) ^ (number &>> 63)))
    }

    @inline(__always)
    mutating func append(_ flag: Bool) {
        bytes.append(flag ? 1 : 0)
    }

    @inline(__always)
    mutating func append(_ hash: StableHash) {
        append(hash.high)
        append(hash.low)
    }

    mutating func append(raw more: [UInt8]) {
        bytes.append(contentsOf: more)
    }

    mutating func append(_ text: [UInt8]) {
        append(small: UInt64(text.count))
        bytes.append(contentsOf: text)
    }
}
