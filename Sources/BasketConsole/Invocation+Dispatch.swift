extension Invocation {
    /// The command that the first words name, and the arguments that are its own.
    func find(_ arguments: [String]) -> (any Command.Type, [String])? {
        for length in [2, 1] where arguments.count >= length {
            let name = arguments.prefix(length).joined(separator: " ")
            if let command = program.commands.first(where: { $0.name == name }) {
                return (command, Array(arguments.dropFirst(length)))
            }
        }
        return nil
    }

    /// `help`, `help run`, `help topics`.
    func help(_ words: [String]) -> ExitCode {
        guard let first = words.first else {
            console.line(program.help(for: console))
            return .success
        }
        if let (command, _) = find(words) {
            console.line(program.help(for: console, of: command))
            return .success
        }
        if first == "settings" {
            console.line(program.settingsHelp)
            return .success
        }
        let family = program.commands.filter { $0.name.hasPrefix(first + " ") }
        guard words.count == 1, !family.isEmpty else { return unknown(words) }
        console.line(program.list(family))
        return .success
    }

    /// Says what the command may have been meant to be.
    func unknown(_ arguments: [String]) -> ExitCode {
        let first = arguments[0]
        let names = program.commands.map { $0.name }
        let family = names.filter { $0.hasPrefix(first + " ") }
        let overview = "Try '\(program.name) --help'."
        if !family.isEmpty && (arguments.count == 1 || arguments[1].hasPrefix("-")) {
            fail("\(first) needs another word: \(Figure.choice(of: family)). \(overview)")
            return .usage
        }
        let isPair = arguments.count > 1 && !arguments[1].hasPrefix("-")
        let pair = isPair ? "\(first) \(arguments[1])" : first
        let nearest =
            NearestWord.find(first, among: names + ["help", "settings"])
            ?? NearestWord.find(pair, among: names.filter { $0.contains(" ") })
        let word = family.isEmpty ? first : pair
        let advice = nearest.map { "Did you mean '\(program.name) \($0)'? " } ?? ""
        fail("There is no command '\(word)'. \(advice)\(overview)")
        return .usage
    }
}
