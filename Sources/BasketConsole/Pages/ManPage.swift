/// A program's manual page in roff, as `man` reads it, made from the declarations of its commands.
struct ManPage {
    private let program: Program

    init(_ program: Program) {
        self.program = program
    }

    var text: String {
        let head =
            ".TH \(program.name.uppercased()) 1 \"\" \"\(program.name) \(program.version)\" "
            + "\"User Commands\"\n.nh\n.ad l"
        return [
            head, name, synopsis, description, commands, settings, environment, files, exitStatus,
            examples, seeAlso,
        ].filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private var name: String {
        let summary =
            program.summary.hasSuffix(".")
            ? String(program.summary.dropLast()) : program.summary
        return section(
            "NAME", "\(program.name) \\- \(RoffText.escaped(summary.lowercasedFirst))")
    }

    private var synopsis: String {
        let lines = program.pages.map { page in
            let words = page.usage.dropFirst(page.name.count)
            return RoffText.bold("\(program.name) \(page.name)") + RoffText.escaped(String(words))
        }
        return section("SYNOPSIS", lines.joined(separator: "\n.br\n"))
    }

    private var description: String {
        section("DESCRIPTION", paragraphs(program.manual.description))
    }

    private var commands: String {
        let pages = program.groupedPages.flatMap(\.pages).map { page in
            ([".SS \(RoffText.escaped("\(program.name) \(page.usage)"))"]
                + [paragraphs([page.summary] + page.note.split(separator: "\n").map(String.init))]
                + operands(page) + page.settings.all.map { setting($0, isBuiltIn: page.isBuiltIn) }
                + examples(page.examples)).joined(separator: "\n")
        }
        return section("COMMANDS", pages.joined(separator: "\n"))
    }

    private func operands(_ page: CommandPage) -> [String] {
        guard !page.operandUsage.isEmpty else { return [] }
        return [
            RoffText.hanging(
                RoffText.italic(page.operandUsage), RoffText.escaped(page.operands.meaning))
        ]
    }

    private func setting(_ setting: SettingDeclaration, isBuiltIn: Bool) -> String {
        let value = setting.placeholder.map { " " + RoffText.italic($0) } ?? ""
        let facts = setting.facts(prefix: isBuiltIn ? nil : program.environmentPrefix)
        let tail = facts.isEmpty ? "" : "\n(\(RoffText.escaped(facts.joined(separator: "; "))))"
        return RoffText.hanging(
            RoffText.bold(setting.flag) + value,
            RoffText.escaped(setting.meaning) + tail)
    }

    private func examples(_ examples: [Example]) -> [String] {
        examples.map { example in
            ".PP\n\(RoffText.escaped(example.meaning.capitalisedFirst)):\n.PP\n.RS 4\n"
                + "\(RoffText.bold("\(program.name) \(example.line)"))\n.RE"
        }
    }

    private var settings: String {
        let words = """
            Every command takes these, and every setting may stand in the settings file as a line \
            name = value (the flag without its dashes), or in the environment as \
            \(program.environmentPrefix)NAME. Durations have a unit (50ms, 5s, 30min, 2h, 1d), sizes \
            may (4096, 64kB, 16MiB), shares are written 0.05 or 5%.
            """
        return section(
            "FLAGS OF EVERY COMMAND",
            ([paragraphs([words])]
                + SettingList.everyCommand.all.map { setting($0, isBuiltIn: false) }
                + [RoffText.hanging(RoffText.bold("--help"), "say what the command takes")])
                .joined(separator: "\n"))
    }

    private var environment: String {
        let prefix = program.environmentPrefix
        var rows = [
            (
                "\(prefix)NAME",
                "the setting --name, for every command: \(prefix)CONFIG and so on"
            )
        ]
        rows += program.manual.variables.map { ($0.name, $0.meaning) }
        rows.append(("NO_COLOR", "where it is set and not empty, nothing is coloured"))
        rows.append(("TERM", "where it is dumb, nothing is coloured or redrawn in place"))
        return section("ENVIRONMENT", list(rows))
    }

    private var files: String {
        let found = program.settingsFiles.map {
            ($0, "settings, where --config names no file and none before it in this list is there")
        }
        return section("FILES", list(found + program.manual.files.map { ($0.path, $0.meaning) }))
    }

    private var exitStatus: String {
        section("EXIT STATUS", list(program.exitCodes.map { ("\($0.rawValue)", $1) }))
    }

    private var examples: String {
        section("EXAMPLES", examples(program.manual.examples).joined(separator: "\n"))
    }

    private var seeAlso: String {
        section("SEE ALSO", program.manual.seeAlso.map(RoffText.escaped).joined(separator: ",\n"))
    }

    private func section(_ title: String, _ body: String) -> String {
        body.isEmpty ? "" : ".SH \(title)\n\(body)"
    }

    private func paragraphs(_ texts: [String]) -> String {
        texts.map { ".PP\n" + RoffText.escaped($0) }.joined(separator: "\n")
    }

    private func list(_ rows: [(String, String)]) -> String {
        rows.map { RoffText.hanging(RoffText.bold($0), RoffText.escaped($1)) }
            .joined(separator: "\n")
    }
}

extension String {
    /// For a phrase that goes on after a dash.
    var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
    /// For a phrase that starts a sentence.
    var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
