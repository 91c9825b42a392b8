import BasketEvents

// A stored learner is bytes, all numbers little-endian:
//
//     "BWRL" · format · length and text of the kind · checksum of the features · body · checksum of all before

/// Writes a stored learner.
struct LearnerWriter {
    private(set) var bytes: [UInt8]

    init(kind: String) {
        bytes = LearnerBytes.magic + [LearnerBytes.format, UInt8(kind.utf8.count)] + kind.utf8
        append(LearnerBytes.features)
    }

    mutating func append<Number: FixedWidthInteger>(_ number: Number) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ number: Double) { append(number.bitPattern) }

    mutating func append(_ raw: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: raw) }

    /// The whole, closed with its checksum.
    consuming func finished() -> [UInt8] {
        let checksum = LearnerBytes.checksum(bytes[...])
        append(checksum)
        return bytes
    }
}

/// Reads what a ``LearnerWriter`` wrote.
struct LearnerReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8], kind: String) throws(RiskLearnerError) {
        let magic = LearnerBytes.magic
        guard bytes.starts(with: magic), bytes.count > magic.count + 2 else { throw .notALearner }
        let format = bytes[magic.count]
        guard format == LearnerBytes.format else { throw .newerFormat(format) }
        guard bytes.count >= 8 else { throw .damaged }
        let covered = bytes.dropLast(8)
        var sum = LearnerReader(rest: bytes.suffix(8))
        guard try sum.next(UInt64.self) == LearnerBytes.checksum(covered) else { throw .damaged }

        rest = covered.dropFirst(magic.count + 1)
        let length = Int(try next(UInt8.self))
        let found = String(decoding: try next(count: length), as: UTF8.self)
        guard found == kind else { throw .otherKind(found: found, wanted: kind) }
        guard try next(UInt64.self) == LearnerBytes.features else { throw .otherFeatures }
    }

    private init(rest: ArraySlice<UInt8>) { self.rest = rest }

    mutating func next<Number: FixedWidthInteger>(
        _ type: Number.Type
    ) throws(RiskLearnerError) -> Number {
        let size = MemoryLayout<Number>.size
        return try next(count: size).withUnsafeBytes {
            Number(littleEndian: $0.loadUnaligned(as: type))
        }
    }

    mutating func nextDouble() throws(RiskLearnerError) -> Double {
        Double(bitPattern: try next(UInt64.self))
    }

    mutating func next(count: Int) throws(RiskLearnerError) -> ArraySlice<UInt8> {
        guard count >= 0, rest.count >= count else { throw .damaged }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    /// A count that something as large as the rest can hold.
    mutating func nextCount(itemSize: Int) throws(RiskLearnerError) -> Int {
        let count = Int(try next(UInt32.self))
        guard count <= rest.count / itemSize else { throw .damaged }
        return count
    }

    /// - Throws: unless all has been read.
    func finish() throws(RiskLearnerError) {
        if !rest.isEmpty { throw .damaged }
    }
}

enum LearnerBytes {
    static let magic = Array("BWRL".utf8)
    /// The format this program writes, and the only one it reads.
    static let format: UInt8 = 1

    /// Stands for the features, their bins and the crosses: weights of others mean nothing here.
    static let features: UInt64 = {
        var text = ""
        for feature in RiskFeature.allCases { text += "\(feature.name) \(feature.binCount)\n" }
        for cross in RiskCross.all { text += "\(cross.first.name) \(cross.second.name)\n" }
        return StableHash(text).low
    }()

    static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.withUnsafeBytes { StableHash($0).low }
    }
}
