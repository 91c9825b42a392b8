import BasketEvents
import BasketSessions

/// Something from outside the log that changed a partition's state or its scores.
public struct RecordedInput: Hashable, Sendable {
    /// What it was. The raw value is the word in SQL.
    public enum Kind: String, CaseIterable, Sendable {
        /// The watermark moved on without a record; `value` is the watermark in milliseconds.
        case tick
        /// Scores are made with another model from here on; `value` is its version.
        case model
        /// Other settings shape the state from here on; `bytes` are the settings, encoded.
        case settings
        /// A shopper was forgotten; `bytes` are the hash of the shopper's id.
        case forget
        /// The topic has `value` partitions from here on.
        case partitions
        /// The log no longer had the offsets before `value`, and they were passed over.
        case loss
        /// The same, and the state could not be made again: all open sessions were given up.
        case reset
    }

    /// The offset it fell behind: it came before the record at this offset.
    public var offset: Int64
    /// Its place among the inputs at that offset. An input at the place of an earlier one replaces it.
    public var ordinal: Int32
    public var kind: Kind
    public var value: Int64
    public var bytes: [UInt8]

    public init(
        offset: Int64, ordinal: Int32, kind: Kind, value: Int64 = 0, bytes: [UInt8] = []
    ) {
        self.offset = offset
        self.ordinal = ordinal
        self.kind = kind
        self.value = value
        self.bytes = bytes
    }

    public init(_ change: StateChange, offset: Int64, ordinal: Int32) {
        switch change {
        case .tick(let watermark):
            self.init(
                offset: offset, ordinal: ordinal, kind: .tick, value: watermark.milliseconds)
        case .settings(let settings):
            self.init(offset: offset, ordinal: ordinal, kind: .settings, bytes: settings.encoded)
        case .partitions(let count):
            self.init(
                offset: offset, ordinal: ordinal, kind: .partitions, value: Int64(count))
        case .forget(let shopper):
            self.init(offset: offset, ordinal: ordinal, kind: .forget, bytes: shopper.bytes)
        case .loss(let next):
            self.init(offset: offset, ordinal: ordinal, kind: .loss, value: next)
        case .reset(let next):
            self.init(offset: offset, ordinal: ordinal, kind: .reset, value: next)
        }
    }

    /// What it changes in the state; `nil`: only scores hang on it.
    ///
    /// - Throws: where its bytes are not what the kind says.
    public func change() throws(CheckpointError) -> StateChange? {
        switch kind {
        case .tick: .tick(EventTime(milliseconds: value))
        case .model: nil
        case .partitions: .partitions(try partitionCount())
        case .settings: .settings(try SessionSettings(encoded: bytes))
        case .forget: .forget(try StableHash(encoded: bytes))
        case .loss: .loss(next: value)
        case .reset: .reset(next: value)
        }
    }

    private func partitionCount() throws(CheckpointError) -> Int32 {
        guard let count = Int32(exactly: value), count > 0 else {
            throw .damaged("a recorded number of partitions cannot be")
        }
        return count
    }
}

extension StableHash {
    /// 16 bytes, the high half first, each big-endian.
    var bytes: [UInt8] {
        [high, low].flatMap { half in
            (0..<8).map { UInt8(truncatingIfNeeded: half &>> (56 - 8 * UInt64($0))) }
        }
    }

    init(encoded bytes: [UInt8]) throws(CheckpointError) {
        guard bytes.count == 16 else { throw .damaged("a recorded hash has another length") }
        func half(_ bytes: ArraySlice<UInt8>) -> UInt64 {
            bytes.reduce(0) { $0 &<< 8 | UInt64($1) }
        }
        self.init(high: half(bytes[..<8]), low: half(bytes[8...]))
    }
}
