/// One line of a recorded clickstream, lent for the length of a call.
public struct RecordedLine {
    /// The line without its line break; gone when the call returns, so copy what you keep.
    public let bytes: UnsafeRawBufferPointer
    /// Its number in the file, from 1; empty lines count.
    public let number: Int
    /// How long the line is in the file. Longer than `bytes` when the limit cut it.
    public let length: Int

    /// Whether the line is longer than the limit, and `bytes` only its start.
    public var isCut: Bool { length > bytes.count }
}
