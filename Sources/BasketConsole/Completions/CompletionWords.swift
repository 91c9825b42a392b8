/// What the completions of all shells are made from: the words of a program's command lines.
struct CompletionWords {
    let program: Program

    /// Every command's first word, each once, with what to say of it.
    var firstWords: [(word: String, meaning: String)] {
        var found: [(word: String, meaning: String)] = []
        for page in program.pages where !found.contains(where: { $0.word == page.words[0] }) {
            let isFamily = page.words.count > 1
            let others = program.pages.filter { $0.words[0] == page.words[0] }
                .compactMap { $0.words.count > 1 ? $0.words[1] : nil }
            found.append((page.words[0], isFamily ? others.joined(separator: ", ") : page.summary))
        }
        return found
    }

    /// The second words of a family, as `create` of `topics`.
    func secondWords(of family: String) -> [(word: String, meaning: String)] {
        program.pages.filter { $0.words.count > 1 && $0.words[0] == family }
            .map { ($0.words[1], $0.summary) }
    }

    /// The first words of commands that have a second one.
    var families: [String] {
        firstWords.map(\.word).filter { !secondWords(of: $0).isEmpty }
    }

    /// Commands that take another command's words: `help run`.
    var prefixes: [String] { program.pages.filter { $0.line != .own }.map(\.name) }

    /// A command's flags and those of every command, each once.
    func settings(of page: CommandPage) -> [SettingDeclaration] {
        page.settings.all + SettingList.everyCommand.all
    }

    /// What can be said of a file's name or of nothing is left to the shell.
    static func words(_ completion: SettingCompletion) -> [String] {
        if case .words(let words) = completion { words } else { [] }
    }
}
