/// A column in which a stored row differs from the replayed one.
public struct FieldDifference: Hashable, Sendable {
    /// The column; of contributions with the feature's name: `contributions.shipping_share`.
    public let field: String
    /// Both values as text; bytes are told by their number and where they begin to differ.
    public let stored: String
    public let replayed: String

    public init(field: String, stored: String, replayed: String) {
        self.field = field
        self.stored = stored
        self.replayed = replayed
    }
}
