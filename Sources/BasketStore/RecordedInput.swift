/// Something from outside the log that changed a partition's state or its scores.
public struct RecordedInput: Hashable, Sendable {
    /// What it was. The raw value is the word in SQL.
    public enum Kind: String, CaseIterable, Sendable {
        /// The watermark moved on without a record; `value` is the watermark in milliseconds.
        case tick
        /// Scores are made with another model from here on; `value` is its version.
        case model
    }

    /// The offset it fell behind: it came before the record at this offset.
    public var offset: Int64
    /// Its place among the inputs at that offset. An input at the place of an earlier one replaces it.
    public var ordinal: Int32
    public var kind: Kind
    public var value: Int64

    public init(offset: Int64, ordinal: Int32, kind: Kind, value: Int64) {
        self.offset = offset
        self.ordinal = ordinal
        self.kind = kind
        self.value = value
    }
}
