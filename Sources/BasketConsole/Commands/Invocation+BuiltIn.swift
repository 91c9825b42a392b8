extension Invocation {
    /// Runs a command that comes with the console; `nil`: it is none.
    func builtIn(_ name: String, _ arguments: [String]) -> ExitCode? {
        switch name {
        case "help": return help(arguments)
        case "settings": return settings(arguments)
        case "completions", "man", "version": break
        default: return nil
        }
        guard let page = program.pages.first(where: { $0.name == name }) else { return nil }
        let flags = ArgumentReader(arguments, taking: SettingList.everyCommand.all)
        if flags.wantsHelp { return help([name]) }
        var problems = flags.problems
        problems += page.operands.problem(flags, of: name).map { [$0] } ?? []
        guard problems.isEmpty else { return refuse(problems, "\(name) --help") }
        switch name {
        case "completions": return completions(for: flags.operands[0])
        case "man": console.line(ManPage(program).text)
        default: console.line("\(program.name) \(program.version)")
        }
        return .success
    }

    private func completions(for shell: String) -> ExitCode {
        guard let known = Shell(rawValue: shell) else {
            let shells = Figure.choice(of: Shell.allCases.map(\.rawValue))
            fail(
                "There are no completions for '\(shell)', but for \(shells). "
                    + "Try '\(program.name) completions --help'.")
            return .usage
        }
        console.line(known.completions(of: program))
        return .success
    }
}
