/// Commands that stand together in the overview.
public struct CommandGroup: Sendable {
    /// "try it"
    public let title: String
    /// Names of commands, or the first word of a family of them (`topics`), in the order of the
    /// overview.
    public let names: [String]

    public init(_ title: String, _ names: String...) {
        self.title = title
        self.names = names
    }
}
