extension Setting<Bool> {
    static let check = Setting(
        flag: "check", "try the servers with what is set, and say what was found")
    static let example = Setting(
        flag: "example", "print a settings file to start from")
    static let reference = Setting(
        flag: "reference", "print every setting as Markdown")
}

extension Program {
    /// The commands that come with the console.
    var builtInPages: [CommandPage] {
        [helpPage, settingsPage, completionsPage, manPage, versionPage]
    }

    private var helpPage: CommandPage {
        CommandPage(
            name: "help", summary: "Say what a command takes.",
            operands: Operands(
                "COMMAND", "a command, a family of them, settings or exit-codes", count: 0...2),
            line: .command,
            examples: [
                Example("help", "all commands"),
                Example("help exit-codes", "what the process says to its caller when it ends"),
            ])
    }

    private var settingsPage: CommandPage {
        let files =
            settingsFiles.isEmpty
            ? ""
            : ", else the first there is of "
                + settingsFiles.joined(separator: " and ")
        return CommandPage(
            name: "settings", summary: "List what is set and where it came from, or try it.",
            note: """
                Lists a command's settings, or those of all; secrets are masked. Put 'settings' \
                before a command line to see what it would go by.
                Of a setting the last one counts: what is standard; the file of --config\(files); \
                \(environmentPrefix)… variables; flags. With --check it ends with 0 when all is well, \
                else with the code of the first thing that is not.
                """,
            settings: SettingList(.check, .example, .reference),
            operands: Operands(
                "COMMAND", "whose settings; all commands' unless given", count: 0...2),
            line: .commandLine,
            examples: commands.first.map { command in
                [
                    Example("settings \(command.name)", "what '\(command.name)' would go by"),
                    Example("settings --check", "whether the servers can be used with it"),
                    Example("settings --example", "a settings file to start from"),
                ]
            } ?? [])
    }

    private var completionsPage: CommandPage {
        CommandPage(
            name: "completions",
            summary: "Print what completes command lines in bash, zsh or fish.",
            note: "To install it:\n"
                + Shell.allCases.map { $0.installation(of: name) }.joined(separator: "\n"),
            operands: Operands(
                "SHELL", "bash, zsh or fish",
                completion: .words(Shell.allCases.map(\.rawValue))),
            examples: [
                Example("completions bash", "for bash"), Example("completions fish", "for fish"),
            ])
    }

    private var manPage: CommandPage {
        CommandPage(
            name: "man", summary: "Print the manual page, as man reads it.",
            note: """
                To read it: \(name) man | man -l -
                To install it: \(name) man > /usr/local/share/man/man1/\(name).1
                """,
            examples: [
                Example("man", "prints roff"), Example("man --quiet", "the same: it is a result"),
            ])
    }

    private var versionPage: CommandPage {
        CommandPage(
            name: "version", summary: "Print the version.",
            examples: [
                Example("version", "\(name) \(version)"), Example("--version", "the same"),
            ])
    }
}
