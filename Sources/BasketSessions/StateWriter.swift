import BasketEvents

/// Writes numbers and texts little-endian, one behind the other: the body of a checkpoint.
struct StateWriter {
    private(set) var bytes: [UInt8] = []

    mutating func append<Number: FixedWidthInteger>(_ number: Number) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ flag: Bool) {
        append(UInt8(flag ? 1 : 0))
    }

    mutating func append(_ hash: StableHash) {
        append(hash.high)
        append(hash.low)
    }

    mutating func append(_ text: [UInt8]) {
        append(UInt32(text.count))
        bytes.append(contentsOf: text)
    }

    /// A count, then each element as `body` writes it.
    mutating func appendAll<Elements: Collection>(
        _ elements: Elements, _ body: (inout StateWriter, Elements.Element) -> Void
    ) {
        append(UInt32(elements.count))
        for element in elements { body(&self, element) }
    }
}
