/// The function by which zsh completes a program's command lines, for a folder of its fpath.
struct ZshCompletions {
    private let words: CompletionWords
    private let name: String

    init(_ program: Program) {
        words = CompletionWords(program: program)
        name = program.name
    }

    var text: String {
        """
        #compdef \(name)
        # Completes command lines of \(name) in zsh. Made by '\(name) completions zsh'.
        _\(name)() {
            local -a offered
            # help and settings take another command's words after their own.
            if (( CURRENT > 2 )) && [[ $words[2] == (\(words.prefixes.joined(separator: "|"))) ]]; then
                if [[ $words[3] != -* ]]; then
                    words[2]=()
                    (( CURRENT-- ))
                fi
            fi
            if (( CURRENT == 2 )); then
                offered=(
        \(described(words.firstWords))
                )
                _describe -t commands command offered
                return
            fi
            local command=$words[2]
            case $command in
        \(families)
            esac
            shift words
            (( CURRENT-- ))
            case $command in
        \(commands)
            esac
        }

        # As a file of the fpath this is the function's own body; else it is sourced.
        if [[ $funcstack[1] == _\(name) ]]; then
            _\(name) "$@"
        else
            compdef _\(name) \(name)
        fi
        """
    }

    private var families: String {
        words.families.map { family in
            """
                    \(family))
                        if (( CURRENT == 3 )); then
                            offered=(
            \(described(words.secondWords(of: family)))
                            )
                            _describe -t commands command offered
                            return
                        fi
                        command="$words[2] $words[3]"
                        shift words
                        (( CURRENT-- )) ;;
            """
        }
        .joined(separator: "\n")
    }

    private func described(_ offered: [(word: String, meaning: String)]) -> String {
        offered.map { "            \(quoted("\($0.word):\($0.meaning)"))" }.joined(separator: "\n")
    }

    private var commands: String {
        words.program.pages.map { page in
            var specifications = words.settings(of: page).map(specification)
            specifications.append("'(-)--help[say what the command takes]'")
            if page.operands.count.upperBound > 0 {
                let many = page.operands.count.upperBound > 1 ? "*" : ""
                specifications.append(
                    quoted("\(many):\(plain(page.operands.placeholder)):")
                        + action(page.operands.completion))
            }
            let lines = specifications.map { "                " + $0 }.joined(separator: " \\\n")
            return "        \(quoted(page.name)))\n            _arguments \\\n\(lines) ;;"
        }
        .joined(separator: "\n")
    }

    private func specification(_ setting: SettingDeclaration) -> String {
        let again = setting.isProperties ? "*" : ""
        guard let placeholder = setting.placeholder else {
            return quoted("\(again)\(setting.flag)[\(plain(setting.meaning))]")
        }
        return quoted(
            "\(again)\(setting.flag)=[\(plain(setting.meaning))]:\(plain(placeholder)):")
            + action(setting.completion)
    }

    private func action(_ completion: SettingCompletion) -> String {
        switch completion {
        case .nothing: "' '"
        case .paths: "_files"
        case .words(let words): "'(\(words.joined(separator: " ")))'"
        }
    }

    /// Without what ends a part of a specification.
    private func plain(_ text: String) -> String {
        var plain = ""
        for character in text {
            if "[]:\\".contains(character) { plain += "\\" }
            plain.append(character)
        }
        return plain
    }

    private func quoted(_ text: String) -> String {
        "'" + text.replacing("'", with: "'\\''") + "'"
    }
}
