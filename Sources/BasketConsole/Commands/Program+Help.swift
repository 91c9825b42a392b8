extension Program {
    /// The overview: every command with its sentence, in groups.
    func help(for console: Console) -> String {
        let width = HelpText.width(console)
        // One column for all groups.
        let firstWidth = pages.map(\.name.count).max() ?? 0
        let groups = groupedPages.map { group in
            let rows = group.pages.map { ($0.name, $0.summary) }
            return console.styled("\(group.title):", [.bold]) + "\n"
                + HelpText.columns(rows, width: width, firstWidth: firstWidth)
        }
        let last = """
            Every command says more:  \(name) COMMAND --help
            How the process ends:     \(name) help exit-codes
            """
        return
            ([
                HelpText.wrapped("\(name) \(version): \(summary)", width: width),
                console.styled("usage:", [.bold]) + " \(name) COMMAND [flags] [operands]",
            ] + groups + [last]).joined(separator: "\n\n")
    }

    /// The commands of a family, as `topics`.
    func help(for console: Console, family: String, _ pages: [CommandPage]) -> String {
        let rows = pages.map { ($0.name, $0.summary) }
        return [
            console.styled("usage:", [.bold]) + " \(name) \(family) COMMAND [flags] [operands]",
            console.styled("commands:", [.bold]) + "\n"
                + HelpText.columns(rows, width: HelpText.width(console)),
            "Each says more: '\(name) \(pages[0].name) --help'.",
        ].joined(separator: "\n\n")
    }

    /// What one command takes.
    func help(for console: Console, of page: CommandPage) -> String {
        let width = HelpText.width(console)
        var parts = [
            HelpText.wrapped(page.summary, width: width),
            console.styled("usage:", [.bold]) + " \(name) \(page.usage)",
        ]
        if !page.note.isEmpty { parts.append(HelpText.wrapped(page.note, width: width)) }
        if !page.operandUsage.isEmpty {
            let row = (page.operandUsage, page.operands.meaning)
            parts.append(section("operands", [row], console))
        }
        for section in page.settings.sections {
            parts.append(
                self.section(
                    section.title ?? "flags",
                    section.settings.map { row($0, isBuiltIn: page.isBuiltIn) }, console))
        }
        let everywhere =
            SettingList.everyCommand.all.map { row($0, isBuiltIn: false) } + [
                ("--help", "say this")
            ]
        parts.append(section("every command", everywhere, console))
        parts.append(
            console.styled("examples:", [.bold]) + "\n" + examples(of: page, width: width))
        return parts.joined(separator: "\n\n")
    }

    /// How the process ends.
    func exitCodeHelp(for console: Console) -> String {
        let rows = exitCodes.map { ("\($0.rawValue)", $1) }
        return "What the process says to its caller when it ends (as in sysexits.h):\n\n"
            + HelpText.columns(rows, width: HelpText.width(console))
    }

    private func section(
        _ title: String, _ rows: [(String, String)], _ console: Console
    ) -> String {
        console.styled("\(title):", [.bold]) + "\n"
            + HelpText.columns(rows, width: HelpText.width(console))
    }

    /// A setting's line in help: flag, meaning, standard, range and variable.
    private func row(_ setting: SettingDeclaration, isBuiltIn: Bool) -> (String, String) {
        let flag = setting.placeholder.map { "\(setting.flag) \($0)" } ?? setting.flag
        let facts = setting.facts(prefix: isBuiltIn ? nil : environmentPrefix)
        guard !facts.isEmpty else { return (flag, setting.meaning) }
        // A flag without a value has little to say: one line does.
        let gap = setting.placeholder == nil ? " " : "\n"
        return (flag, setting.meaning + gap + "(" + facts.joined(separator: "; ") + ")")
    }

    /// What it does, and the line to copy: unbroken, however long.
    private func examples(of page: CommandPage, width: Int) -> String {
        page.examples.map { example in
            let meaning = HelpText.wrapped(example.meaning, width: width - 4)
                .replacing("\n", with: "\n  # ")
            return "  # \(meaning)\n  \(name) \(example.line)"
        }
        .joined(separator: "\n\n")
    }
}
