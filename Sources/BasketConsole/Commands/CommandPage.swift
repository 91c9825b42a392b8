/// What a command says of itself, whether the program brings it or the console does: help, checks,
/// completions, the man page and the reference are made from it.
struct CommandPage: Sendable {
    /// What its operands are beside what ``Operands`` says.
    enum Line: Sendable {
        /// Operands of its own.
        case own
        /// Another command, as in `help run`.
        case command
        /// Another command with its flags, as in `settings run --gap 5min`.
        case commandLine
    }

    let name: String
    let summary: String
    var note = ""
    var settings = SettingList()
    var operands = Operands.none
    var line = Line.own
    let examples: [Example]
    /// Whether its settings are flags only: what comes with the console reads no variables for them.
    var isBuiltIn = true

    /// The words of the name: one, or a family and a second one.
    var words: [String] { name.split(separator: " ").map(String.init) }

    var operandUsage: String { line == .own ? operands.usage : "[\(operands.placeholder)]" }

    /// As in "usage: basketwatch run [flags] [FILE...]".
    var usage: String {
        let flags = settings.all.isEmpty && line != .commandLine ? "" : "[flags]"
        let parts =
            line == .commandLine ? [name, operandUsage, flags] : [name, flags, operandUsage]
        return parts.filter { !$0.isEmpty }.joined(separator: " ")
    }
}

extension CommandPage {
    init(_ command: any Command.Type) {
        name = command.name
        summary = command.summary
        note = command.note
        settings = command.settings
        operands = command.operands
        examples = command.examples
        isBuiltIn = false
    }
}

extension Program {
    /// Every command's page, in the order of the program's list; what comes with the console is last.
    var pages: [CommandPage] { commands.map { CommandPage($0) } + builtInPages }

    /// The pages under the headings of the overview.
    var groupedPages: [(title: String, pages: [CommandPage])] {
        let pages = pages
        var left = pages
        var grouped = groups.map { group in
            let members = group.names.flatMap { name in
                left.filter { $0.name == name || $0.words.first == name }
            }
            left.removeAll { page in members.contains { $0.name == page.name } }
            return (title: group.title, pages: members)
        }
        grouped.append((title: groups.isEmpty ? "commands" : "more", pages: left))
        return grouped.filter { !$0.pages.isEmpty }
    }
}
