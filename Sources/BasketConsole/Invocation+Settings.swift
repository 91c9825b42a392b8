extension Invocation {
    /// `settings`, `settings run --gap 5min`: what is in force, and where it came from.
    func listSettings(_ arguments: [String]) -> ExitCode {
        let (command, rest) = find(arguments).map { ($0, $1) } ?? (nil, arguments)
        let declarations =
            command.map { [SettingDeclaration(SettingsReader.config)] + $0.settings.all }
            ?? program.settings
        let flags = ArgumentReader(rest, taking: declarations)
        if flags.wantsHelp {
            console.line(program.settingsHelp)
            return .success
        }
        if command == nil && !flags.operands.isEmpty { return unknown(flags.operands) }

        var reader = SettingsReader(program: program, environment: environment)
        // What must be set may well be missing while one looks around.
        reader.read(declarations, flags: flags, isComplete: false)
        reader.warnings.forEach(warn)
        guard reader.problems.isEmpty else { return refuse(reader.problems, "settings --help") }
        console.show(table(declarations, reader.settings, of: command))
        return .success
    }

    private func table(
        _ declarations: [SettingDeclaration], _ settings: Settings, of command: (any Command.Type)?
    ) -> Table {
        let all = command.map { [$0] } ?? program.commands
        let lines = Dictionary(grouping: settings.lines) { line in
            line.name.prefix { $0 != "." }
        }
        var table = Table([.left("setting"), .left("value"), .left("from")])
        for declaration in declarations {
            let same = all.flatMap { $0.settings.all }.filter { $0.name == declaration.name }
            let isOne = Set(same.map(\.standardText)).count <= 1
            let found = lines[declaration.name[...]] ?? []
            if found.isEmpty { table.add([declaration.name, "", "must be set"]) }
            for line in found {
                let isOpen = line.origin == .standard && !isOne
                table.add([
                    line.name, isOpen ? "hangs on the command" : line.shown, "\(line.origin)",
                ])
            }
        }
        return table
    }
}
