extension Program {
    /// The overview: every command with its sentence.
    func help(for console: Console) -> String {
        let builtIn = [
            ("help COMMAND", "Say what a command takes."),
            ("settings", "List what is set, and where it came from."),
        ]
        let names = commands.map { ($0.name, $0.summary) } + builtIn
        return """
            \(name) \(version): \(summary)

            usage: \(name) COMMAND [flags] [operands]

            commands:
            \(HelpText.columns(names, width: HelpText.width(console)))

            Every command says more: '\(name) COMMAND --help'.
            """
    }

    /// The commands of a family, as `topics`.
    func list(_ family: [any Command.Type]) -> String {
        HelpText.columns(family.map { ($0.name, $0.summary) }, width: HelpText.standardWidth)
    }

    /// What one command takes.
    func help(for console: Console, of command: any Command.Type) -> String {
        let width = HelpText.width(console)
        let usage = [name, command.name, "[flags]", command.operands.usage].filter { !$0.isEmpty }
        var parts = [command.summary, "usage: " + usage.joined(separator: " ")]
        if !command.note.isEmpty { parts.append(HelpText.wrapped(command.note, width: width)) }
        if !command.operands.usage.isEmpty {
            let row = (command.operands.usage, command.operands.meaning)
            parts.append("operands:\n" + HelpText.columns([row], width: width))
        }

        for section in command.settings.sections {
            let rows = section.settings.map { row($0) }
            parts.append("\(section.title ?? "flags"):\n" + HelpText.columns(rows, width: width))
        }
        let everywhere = [
            row(SettingDeclaration(SettingsReader.config)), ("--help", "Say this."),
        ]
        parts.append("every command:\n" + HelpText.columns(everywhere, width: width))
        parts.append("examples:\n" + examples(of: command))
        return parts.joined(separator: "\n\n")
    }

    var settingsHelp: String {
        """
        List what is set, and where it came from. Secrets are masked.

        usage: \(name) settings [COMMAND] [flags]

        Lists a command's settings, or those of all. Takes their flags, so that a command line can be
        tried out: put 'settings' before it.
        Standards, then the file of --config, then \(environmentPrefix)… variables, then flags: the last
        one counts.
        """
    }

    /// A setting's line in help: flag, meaning, standard, range and variable.
    private func row(_ setting: SettingDeclaration) -> (String, String) {
        let flag = setting.placeholder.map { "\(setting.flag) \($0)" } ?? setting.flag
        let variable = setting.variable(prefix: environmentPrefix)
        var facts: [String] = []
        if let range = setting.range { facts.append(range) }
        if setting.isProperties { facts.append("again and again") }
        if setting.standardText == nil { facts.append("must be set") }
        // That a flag is off until it is given goes without saying.
        if setting.placeholder != nil { facts += setting.standardPhrase.map { [$0] } ?? [] }
        facts.append(setting.isProperties ? "\(variable)_NAME" : variable)
        return (flag, setting.meaning + "\n(" + facts.joined(separator: "; ") + ")")
    }

    private func examples(of command: any Command.Type) -> String {
        command.examples.map { example in
            "  \(name) \(example.line)\n      \(example.meaning)"
        }
        .joined(separator: "\n")
    }
}
