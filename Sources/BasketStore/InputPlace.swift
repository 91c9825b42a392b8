/// A place among a partition's recorded inputs.
public struct InputPlace: Hashable, Comparable, Sendable {
    public var offset: Int64
    /// The place among the inputs at that offset, from 0.
    public var ordinal: Int32

    public init(offset: Int64, ordinal: Int32) {
        self.offset = offset
        self.ordinal = ordinal
    }

    public static func < (left: InputPlace, right: InputPlace) -> Bool {
        (left.offset, left.ordinal) < (right.offset, right.ordinal)
    }
}

extension RecordedInput {
    public var place: InputPlace { InputPlace(offset: offset, ordinal: ordinal) }
}
