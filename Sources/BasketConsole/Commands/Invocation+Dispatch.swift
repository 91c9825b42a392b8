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

    /// `help`, `help run`, `help topics`, `help exit-codes`.
    func help(_ words: [String]) -> ExitCode {
        let words = words.filter { !$0.hasPrefix("-") }
        guard let first = words.first else {
            console.line(program.help(for: console))
            return .success
        }
        let name = words.prefix(2).joined(separator: " ")
        let page =
            program.pages.first { $0.name == name } ?? program.pages.first { $0.name == first }
        let family = program.pages.filter { $0.words.count > 1 && $0.words[0] == first }
        if let page {
            console.line(program.help(for: console, of: page))
        } else if words == ["exit-codes"] {
            console.line(program.exitCodeHelp(for: console))
        } else if words.count == 1, !family.isEmpty {
            console.line(program.help(for: console, family: first, family))
        } else {
            return unknown(words)
        }
        return .success
    }

    /// Says what the command may have been meant to be.
    func unknown(_ arguments: [String]) -> ExitCode {
        let first = arguments[0]
        let names = program.pages.map(\.name)
        let family = names.filter { $0.hasPrefix(first + " ") }
        let overview = "Try '\(program.name) --help'."
        if !family.isEmpty && (arguments.count == 1 || arguments[1].hasPrefix("-")) {
            // `topics --help` asks a good question.
            if arguments.contains("--help") || arguments.contains("-h") { return help([first]) }
            fail("\(first) needs another word: \(Figure.choice(of: family)). \(overview)")
            return .usage
        }
        let isPair = arguments.count > 1 && !arguments[1].hasPrefix("-")
        let pair = isPair ? "\(first) \(arguments[1])" : first
        // Of a family that is named, one of its own; else whatever is nearest.
        let pairs = names.filter { $0.contains(" ") }
        let nearest =
            (isPair ? NearestWord.find(pair, among: pairs) : nil)
            ?? (family.isEmpty ? NearestWord.find(first, among: names) : nil)
            ?? NearestWord.find(pair, among: pairs)
        let word = family.isEmpty ? first : pair
        let advice = nearest.map { "Did you mean '\(program.name) \($0)'? " } ?? ""
        fail("There is no command '\(word)'. \(advice)\(overview)")
        return .usage
    }
}
