/// One run of a program: finds the command, reads its settings, runs it, and reports what went wrong.
struct Invocation {
    let program: Program
    let environment: [String: String]
    let console: Console

    func run(_ arguments: [String]) -> ExitCode {
        switch arguments.first {
        case nil:
            console.complaint(program.help(for: console))
            return .usage
        case "--help", "-h":
            console.line(program.help(for: console))
            return .success
        case "--version":
            console.line("\(program.name) \(program.version)")
            return .success
        case let first? where first.hasPrefix("-"):
            fail("The command comes before its flags. Try '\(program.name) --help'.")
            return .usage
        case let first?:
            if let code = builtIn(first, Array(arguments.dropFirst())) { return code }
            guard let (command, rest) = find(arguments) else { return unknown(arguments) }
            return run(command, rest)
        }
    }

    /// Prints "basketwatch: …" on standard error.
    func fail(_ text: String) {
        let head = console.styledError("\(program.name): ", [.bold, .red])
        // It may repeat what a stranger has sent, or what was typed by mistake.
        console.complaint(head + HarmlessText.ofLines(text))
    }

    func warn(_ text: String) {
        let head = console.styledError("\(program.name): warning: ", [.yellow])
        console.errorLine(head + HarmlessText.ofLines(text))
    }

    private func run(_ command: any Command.Type, _ arguments: [String]) -> ExitCode {
        let declarations = (command.settings.all + SettingList.everyCommand.all).eachNameOnce
        let flags = ArgumentReader(arguments, taking: declarations)
        if flags.wantsHelp {
            console.line(program.help(for: console, of: CommandPage(command)))
            return .success
        }
        var reader = SettingsReader(program: program, environment: environment)
        reader.read(declarations, flags: flags)
        var problems = reader.problems + listen(to: reader.settings)
        reader.warnings.forEach(warn)
        if let problem = command.operands.problem(flags, of: command.name) {
            problems.append(problem)
        }
        guard problems.isEmpty else { return refuse(problems, "\(command.name) --help") }

        tell(reader)
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

    /// Says from now on as much as the settings ask for.
    func listen(to settings: Settings) -> [SettingsProblem] {
        guard let verbosity = settings.verbosity else {
            return [
                SettingsProblem(
                    text: "--quiet and --verbose exclude each other",
                    isFromFlags: settings.isFromFlag("quiet"))
            ]
        }
        console.speak(verbosity)
        return []
    }

    /// With `--verbose`: what is not as it is anyway, and where it came from.
    private func tell(_ reader: SettingsReader) {
        guard console.verbosity == .verbose else { return }
        console.detail("\(program.name) \(program.version)")
        if let file = reader.foundFile { console.detail("settings file \(file)") }
        for line in reader.settings.lines where line.origin != .standard {
            console.detail("\(line.name) = \(line.shown)   (\(line.origin))")
        }
    }

    /// One message for all problems.
    func refuse(_ problems: [SettingsProblem], _ help: String) -> ExitCode {
        let advice = "Try '\(program.name) \(help)'."
        if problems.count == 1 {
            let text = problems[0].text
            fail("\(text)\(text.hasSuffix("?") ? "" : ".") \(advice)")
        } else {
            fail("\(problems.count) things are wrong:")
            problems.forEach { console.complaint("  \(HarmlessText.ofLines($0.text))") }
            console.complaint(advice)
        }
        return problems.contains { $0.isFromFlags } ? .usage : .configuration
    }
}
