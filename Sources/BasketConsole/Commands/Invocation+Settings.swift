extension Invocation {
    /// `settings`, `settings run --gap 5min`: what is in force, and where it came from.
    func settings(_ arguments: [String]) -> ExitCode {
        let (own, others, misread) = Self.ownFlags(arguments)
        let (command, rest) = find(others).map { ($0, $1) } ?? (nil, others)
        let declarations =
            SettingList.whole(command?.settings.all ?? program.settings)
        let flags = ArgumentReader(rest, taking: declarations, near: Self.own)
        if flags.wantsHelp { return help(["settings"]) }
        if command == nil && !flags.operands.isEmpty {
            return isMisplaced(flags.operands, in: others) ? .usage : unknown(flags.operands)
        }
        guard own.count < 2 else {
            return refuse(
                [
                    SettingsProblem(
                        text: "\(own[0].flag) and \(own[1].flag) exclude each other",
                        isFromFlags: true)
                ], "settings --help")
        }

        var reader = SettingsReader(program: program, environment: environment)
        // What must be set may well be missing while one looks around.
        reader.read(declarations, flags: flags, isComplete: false)
        var problems = misread + reader.problems
        // Operands may be missing while one looks around; too many are a mistake.
        if let command, !flags.operands.isEmpty,
            let problem = command.operands.problem(flags, of: command.name)
        {
            problems.append(problem)
        }
        problems += listen(to: reader.settings)
        reader.warnings.forEach(warn)
        // The flags after a command's name are that command's.
        guard problems.isEmpty else {
            return refuse(problems, "\(command?.name ?? "settings") --help")
        }

        switch own.first?.name {
        case "check": return check(command, flags)
        case "example": console.line(ExampleSettingsFile(program).text)
        case "reference": console.line(SettingsPage(program).text)
        default: console.show(table(declarations, reader, of: command))
        }
        return .success
    }

    /// Whether a command stands behind flags; says where it belongs.
    private func isMisplaced(_ operands: [String], in arguments: [String]) -> Bool {
        guard let (command, _) = find(operands) else { return false }
        let flag = arguments.first { $0.hasPrefix("--") }.map { $0.prefix { $0 != "=" } } ?? "--…"
        fail(
            "The command comes before its flags: "
                + "'\(program.name) settings \(command.name) \(flag) …'.")
        return true
    }

    private static let own = SettingList(.check, .example, .reference).all

    /// The flags of `settings` itself that are on, and the words that are not its own.
    private static func ownFlags(
        _ arguments: [String]
    ) -> (on: [SettingDeclaration], others: [String], problems: [SettingsProblem]) {
        var (others, problems): ([String], [SettingsProblem]) = ([], [])
        var isOn: [String: Bool] = [:]
        for argument in arguments {
            // `--check`, or `--check=true` as any flag may be given.
            let parts = argument.split(separator: "=", maxSplits: 1)
            guard let declaration = own.first(where: { $0.flag == parts.first.map(String.init) })
            else {
                others.append(argument)
                continue
            }
            let text = parts.count == 2 ? String(parts[1]) : ""
            switch declaration.read(text) {
            case .value(let value):
                isOn[declaration.name] = (value as? SettingBox<Bool>)?.value
            case .refused(let wanted):
                problems.append(declaration.problem(text, wanted, .flag(declaration.flag)))
            }
        }
        return (own.filter { isOn[$0.name] == true }, others, problems)
    }

    private func table(
        _ declarations: [SettingDeclaration], _ reader: SettingsReader,
        of command: (any Command.Type)?
    ) -> Table {
        let all = command.map { [$0] } ?? program.commands
        let lines = Dictionary(grouping: reader.settings.lines) { line in
            line.name.prefix { $0 != "." }
        }
        var table = Table([.left("setting"), .left("value"), .left("from")])
        // Without a command there is no call that a flag alone could be given to.
        for declaration in declarations where command != nil || !declaration.isFlagOnly {
            if declaration.name == "config", let found = reader.foundFile {
                table.add(["config", found, "found"])
                continue
            }
            let same = all.flatMap { $0.settings.all }.filter {
                $0.name == declaration.name && (command != nil || !$0.isFlagOnly)
            }
            let isOne = Set(same.map(\.standardText)).count <= 1
            let found = lines[declaration.name[...]] ?? []
            if found.isEmpty { table.add([declaration.name, "", "must be set"]) }
            for line in found {
                let isOpen = line.origin == .standard && !isOne
                table.add([
                    line.name, isOpen ? "depends on the command" : line.shown, "\(line.origin)",
                ])
            }
        }
        return table
    }
}

extension [SettingDeclaration] {
    /// Each name once: a command may declare what every command takes.
    var eachNameOnce: [SettingDeclaration] {
        var names: Set<String> = []
        return filter { names.insert($0.name).inserted }
    }
}
