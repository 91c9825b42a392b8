/// One run of a program: finds the command, reads its settings, runs it, and reports what went wrong.
struct Invocation {
    let program: Program
    let environment: [String: String]
    let console: Console

    func run(_ arguments: [String]) -> ExitCode {
        switch arguments.first {
        case nil:
            console.errorLine(program.help(for: console))
            return .usage
        case "--help", "-h":
            console.line(program.help(for: console))
            return .success
        case "--version":
            console.line("\(program.name) \(program.version)")
            return .success
        case "help":
            return help(Array(arguments.dropFirst()))
        case "settings":
            return listSettings(Array(arguments.dropFirst()))
        case let first? where first.hasPrefix("-"):
            fail("The command comes before its flags. Try '\(program.name) --help'.")
            return .usage
        default:
            guard let (command, rest) = find(arguments) else { return unknown(arguments) }
            return run(command, rest)
        }
    }

    /// Prints "basketwatch: …" on standard error.
    func fail(_ text: String) {
        console.errorLine(console.styledError("\(program.name): ", [.bold, .red]) + text)
    }

    func warn(_ text: String) {
        let head = console.styledError("\(program.name): warning: ", [.yellow])
        console.errorLine(head + text)
    }

    private func run(_ command: any Command.Type, _ arguments: [String]) -> ExitCode {
        let declarations = command.settings.all + [SettingDeclaration(SettingsReader.config)]
        let flags = ArgumentReader(arguments, taking: declarations)
        if flags.wantsHelp {
            console.line(program.help(for: console, of: command))
            return .success
        }
        var reader = SettingsReader(program: program, environment: environment)
        reader.read(declarations, flags: flags)
        reader.warnings.forEach(warn)

        var problems = reader.problems
        if let problem = command.operands.problem(flags.operands, of: command.name) {
            problems.append(problem)
        }
        guard problems.isEmpty else { return refuse(problems, "\(command.name) --help") }

        do {
            return try command.init().run(
                reader.settings, operands: flags.operands, on: console)
        } catch {
            console.eraseLive()
            let diagnosable = error as? any DiagnosableError
            var code = diagnosable?.exitCode ?? .failure
            if let name = diagnosable?.refusedSetting, reader.settings.isFromFlag(name) {
                code = .usage
            }
            // Whoever reads has enough (`| head`): there is nothing to say, and nobody to say it to.
            guard code != .success else { return code }
            let advice = code == .usage ? " Try '\(program.name) \(command.name) --help'." : ""
            fail("\(error)" + advice)
            return code
        }
    }

    /// One message for all problems.
    func refuse(_ problems: [SettingsProblem], _ help: String) -> ExitCode {
        let advice = "Try '\(program.name) \(help)'."
        if problems.count == 1 {
            fail("\(problems[0].text). \(advice)")
        } else {
            fail("\(problems.count) things are wrong:")
            problems.forEach { console.errorLine("  \($0.text)") }
            console.errorLine(advice)
        }
        return problems.contains { $0.isFromFlags } ? .usage : .configuration
    }
}
