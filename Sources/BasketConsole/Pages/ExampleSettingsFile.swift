/// A settings file to start from: every setting of a program once, explained and commented out.
struct ExampleSettingsFile {
    private let program: Program
    private static let width = 96

    init(_ program: Program) {
        self.program = program
    }

    var text: String {
        let sections = SettingCatalogue(program).sections.compactMap { section -> String? in
            // A file that names another one would change nothing.
            let items = section.items.filter {
                !$0.declaration.isFlagOnly && $0.declaration.name != Setting<String?>.config.name
            }
            if items.isEmpty { return nil }
            let line = String(repeating: "-", count: Self.width - section.title.count - 5)
            return "# --- \(section.title) \(line)\n\n"
                + items.map(item).joined(separator: "\n\n")
        }
        return ([head] + sections).joined(separator: "\n\n\n")
    }

    private var head: String {
        comment(
            """
            Settings of \(program.name): made by '\(program.name) settings --example'.
            """) + "\n#\n"
            + comment(
                """
                Copy it to \(program.settingsFiles.joined(separator: " or ")), or name it with --config, and \
                take the # away from what you want to set. A value that is set here holds for every command \
                that takes the setting; a variable of the environment or a flag wins over it. What is \
                written below is what holds anyway; where that would be nothing, a word in capitals says \
                what to put there. Keep a file with a password to yourself: chmod 600.
                """)
    }

    private func item(_ item: SettingCatalogue.Item) -> String {
        let declaration = item.declaration
        let commands = item.variants[0].commands.joined(separator: ", ")
        var lines = [
            comment(declaration.meaning.capitalisedFirst + "."),
            comment("\(declaration.accepted); \(declaration.unlessSet). For \(commands)."),
        ]
        for (other, commands) in item.variants.dropFirst() {
            let words = "\(other.meaning); \(other.unlessSet)."
            lines.append(comment("For \(commands.joined(separator: ", ")): \(words)"))
        }
        let name = declaration.isProperties ? "\(declaration.name).NAME" : declaration.name
        lines.append("#\(name) = \(value(declaration))")
        return lines.joined(separator: "\n")
    }

    /// What is in force anyway; else what stands for the value.
    private func value(_ declaration: SettingDeclaration) -> String {
        guard !declaration.isProperties else { return "VALUE" }
        guard let placeholder = declaration.placeholder else { return "false" }
        guard !declaration.isOptional, let standard = declaration.standardText, !standard.isEmpty
        else { return placeholder }
        return standard
    }

    private func comment(_ text: String) -> String {
        HelpText.wrapped(text, width: Self.width - 2).split(separator: "\n").map { "# " + $0 }
            .joined(separator: "\n")
    }
}
