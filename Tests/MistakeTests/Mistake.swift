import Testing

/// Something that people do wrong or that goes wrong around them, and what they are told then.
struct Mistake: Sendable, CustomTestStringConvertible {
    /// What is wrong, in words: unique.
    let name: String
    /// The command line; `{…}` stands for what ``MistakeWorld`` or ``Sandbox`` knows by that name.
    let line: String
    var environment: [String: String] = [:]
    /// What stands in files of the working folder, by name.
    var files: [String: String] = [:]
    /// A line of the shell that runs first, as root in a mount space of its own: only the program
    /// sees what it mounts.
    var mount: String?
    /// Started as a user who may do nothing in particular.
    var isOrdinaryUser = false
    /// Whether something useful is printed all the same.
    var hasOutput = false
    let code: Int32
    /// What failed, and on what: all of these words are told.
    let says: [String]
    /// The next step: all of these words are told.
    let next: [String]

    var testDescription: String { name }

    init(
        _ name: String, _ line: String, environment: [String: String] = [:],
        files: [String: String] = [:], mount: String? = nil, isOrdinaryUser: Bool = false,
        hasOutput: Bool = false, ends code: Int32, says: String..., next: String...
    ) {
        self.name = name
        self.line = line
        self.environment = environment
        self.files = files
        self.mount = mount
        self.isOrdinaryUser = isOrdinaryUser
        self.hasOutput = hasOutput
        self.code = code
        self.says = says
        self.next = next
    }
}
