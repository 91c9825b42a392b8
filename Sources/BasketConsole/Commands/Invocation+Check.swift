extension Invocation {
    /// `settings --check`, `settings run --check`: tries what is set, and says line by line what it found.
    func check(_ command: (any Command.Type)?, _ flags: ArgumentReader) -> ExitCode {
        var worst = ExitCode.success
        let tell: (SettingsCheck.Finding) -> Void = { finding in
            show(finding)
            if worst == .success, let problem = finding.problem { worst = problem }
        }
        var count = 0
        for check in program.checks {
            guard let anchor = check.settings.all.first else { continue }
            let declared = command?.settings.all.first { $0.name == anchor.name }
            if command != nil && declared == nil { continue }
            count += 1

            var reader = SettingsReader(program: program, environment: environment)
            reader.read(check.settings.all, flags: flags)
            // What is wrong with flags and files has been told; what is missing is this check's.
            let isSet =
                declared?.isFlagOnly == true
                ? reader.settings.isFromFlag(anchor.name) : reader.settings.isSet(anchor.name)
            if let declared, !isSet, declared.standardText != anchor.standardText {
                tell(.good(check.subject, "\(declared.standardPhrase ?? ""): nothing to try"))
                continue
            }
            if let missing = reader.problems.first {
                tell(.bad(check.subject, missing.text + ".", .configuration))
                continue
            }
            check.run(reader.settings, command?.name, console, tell)
        }
        if count == 0, let command {
            console.line("\(command.name) needs no server: there is nothing to try.")
        }
        return worst
    }

    private func show(_ finding: SettingsCheck.Finding) {
        let isGood = finding.problem == nil
        if isGood && console.verbosity == .quiet { return }
        let mark = isGood ? console.styled("✓", [.green]) : console.styled("✗", [.red, .bold])
        let subject = DisplayWidth.padded(finding.subject, to: 11, onLeft: false)
        let indent = String(repeating: " ", count: 15)
        let width = max((console.width ?? HelpText.standardWidth) - indent.count, 20)
        let text = HelpText.wrapped(finding.text, width: width)
            .replacing("\n", with: "\n" + indent)
        console.line("\(mark) \(subject)  \(text)")
    }
}
