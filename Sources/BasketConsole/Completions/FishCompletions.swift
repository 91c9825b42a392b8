/// The commands by which fish completes a program's command lines.
struct FishCompletions {
    private let words: CompletionWords
    private let name: String

    init(_ program: Program) {
        words = CompletionWords(program: program)
        name = program.name
    }

    var text: String {
        """
        # Completes command lines of \(name) in fish. Made by '\(name) completions fish'.

        # The words typed so far that are no flags, without one in front of another command's.
        function __\(name)_words
            set -l typed (string match -v -- '-*' (commandline -opc)[2..-1])
            if contains -- "$typed[1]" \(words.prefixes.joined(separator: " "))
                set -e typed[1]
            end
            for word in $typed
                echo $word
            end
        end

        # Whether the command is the one named, and takes another one's words, and has none yet.
        function __\(name)_starts
            test (count (__\(name)_words)) -eq 0
            and contains -- $argv[1] (commandline -opc)
        end

        # Whether the command is the one named.
        function __\(name)_is
            set -l typed (__\(name)_words)
            set -l wanted (string split ' ' -- $argv[1])
            test (count $typed) -ge (count $wanted)
            and test "$typed[1..$(count $wanted)]" = "$argv[1]"
        end

        # Whether the family's second word is next.
        function __\(name)_needs_word
            set -l typed (__\(name)_words)
            test (count $typed) -eq (count $argv); and test "$typed" = "$argv"
        end

        complete -c \(name) -f
        \(lines.joined(separator: "\n"))
        """
    }

    private var lines: [String] {
        let firsts = words.firstWords.map { offer([], $0) }
        let seconds = words.families.flatMap { family in
            words.secondWords(of: family).map { offer([family], $0) }
        }
        return firsts + seconds + words.program.pages.flatMap(lines)
    }

    private func offer(_ before: [String], _ offered: (word: String, meaning: String)) -> String {
        let condition = (["__\(name)_needs_word"] + before).joined(separator: " ")
        return "complete -c \(name) -n \(quoted(condition)) -a \(offered.word) "
            + "-d \(quoted(offered.meaning))"
    }

    private func lines(of page: CommandPage) -> [String] {
        let test = page.line == .own ? "is" : "starts"
        let start = "complete -c \(name) -n \(quoted("__\(name)_\(test) \"\(page.name)\"")) "
        let flags = words.settings(of: page).map { setting in
            let value = setting.placeholder == nil ? "" : value(setting.completion)
            return start + "-l \(setting.name)\(value) -d \(quoted(setting.meaning))"
        }
        let operands =
            switch page.operands.completion {
            case .nothing: [String]()
            case .paths: [start + "-F"]
            case .words(let words): [start + "-a \(quoted(words.joined(separator: " ")))"]
            }
        return flags + [start + "-l help -d 'say what the command takes'"] + operands
    }

    private func value(_ completion: SettingCompletion) -> String {
        switch completion {
        case .nothing: " -x"
        case .paths: " -r -F"
        case .words(let words): " -x -a \(quoted(words.joined(separator: " ")))"
        }
    }

    private func quoted(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
        return "'" + escaped + "'"
    }
}
