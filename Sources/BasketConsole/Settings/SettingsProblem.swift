/// One thing that is wrong with what was set.
struct SettingsProblem: Hashable, Sendable {
    let text: String
    /// Whether the command line is to blame, and not the environment or a file.
    let isFromFlags: Bool
}
