/// What a shell may offer for a setting's value or for an operand.
public enum SettingCompletion: Hashable, Sendable {
    /// Nothing can be offered.
    case nothing
    /// One of these words.
    case words([String])
    /// The path of a file.
    case paths
}
