/// The script by which bash completes a program's command lines. It needs no bash-completion package.
struct BashCompletions {
    private let words: CompletionWords
    private let name: String

    init(_ program: Program) {
        words = CompletionWords(program: program)
        name = program.name
    }

    var text: String {
        """
        # Completes command lines of \(name) in bash. Made by '\(name) completions bash'.
        _\(name)() {
            local current=${COMP_WORDS[COMP_CWORD]} flag="" command="" prefix="" flags="" operands=""
            local before=("${COMP_WORDS[@]:1:COMP_CWORD-1}")
            COMPREPLY=()
            # bash takes --flag=value apart at the =.
            if [[ $current == "=" ]]; then
                flag=${COMP_WORDS[COMP_CWORD-1]} current=""
            elif ((COMP_CWORD > 2)) && [[ ${COMP_WORDS[COMP_CWORD-1]} == "=" ]]; then
                flag=${COMP_WORDS[COMP_CWORD-2]}
            elif ((COMP_CWORD > 1)); then
                flag=${COMP_WORDS[COMP_CWORD-1]}
            fi

            case ${before[0]-} in
                \(words.prefixes.joined(separator: "|")))
                    prefix=${before[0]}
                    before=("${before[@]:1}")
                    [[ ${before[0]-} == -* ]] && before=() ;;
            esac
            command=${before[0]-}
            case $command in
                "") operands="\(words.firstWords.map(\.word).joined(separator: " "))" ;;
        \(families)
            esac
            [[ -z $command && -n $prefix && $current == -* ]] && command=$prefix

            case $command in
        \(commands)
            esac
            case "$command $flag" in
        \(values)
            esac
            if [[ $current == -* || -z $operands ]]; then
                COMPREPLY=($(compgen -W "$flags" -- "$current"))
            elif [[ $operands == "<paths>" ]]; then
                _\(name)_paths
            else
                COMPREPLY=($(compgen -W "$operands" -- "$current"))
            fi
        }

        # Paths that start with what was typed; a folder's goes on.
        _\(name)_paths() {
            local IFS=$'\\n'
            # Not there when a script calls the function, as a test does.
            compopt -o filenames 2>/dev/null
            COMPREPLY=($(compgen -f -- "$current"))
        }

        complete -F _\(name) \(name)
        """
    }

    /// The second words of a family, and the two as one command.
    private var families: String {
        words.families.map { family in
            let seconds = words.secondWords(of: family).map(\.word).joined(separator: " ")
            return """
                        \(family))
                            if ((${#before[@]} > 1)); then
                                command+=" ${before[1]}"
                            else
                                operands="\(seconds)"
                            fi ;;
                """
        }
        .joined(separator: "\n")
    }

    private var commands: String {
        words.program.pages.map { page in
            let flags = (words.settings(of: page).map(\.flag) + ["--help"])
                .joined(separator: " ")
            let operands =
                switch page.operands.completion {
                case .nothing: ""
                case .paths: " operands=\"<paths>\""
                case .words(let words): " operands=\"\(words.joined(separator: " "))\""
                }
            return "        \"\(page.name)\") flags=\"\(flags)\"\(operands) ;;"
        }
        .joined(separator: "\n")
    }

    /// What may follow a flag that takes a value; where nothing can be offered, nothing is.
    private var values: String {
        words.program.pages.flatMap { page in
            words.settings(of: page).filter { $0.placeholder != nil }.map { setting in
                let offer =
                    switch setting.completion {
                    case .nothing: ""
                    case .paths: "_\(name)_paths; "
                    case .words(let words):
                        "COMPREPLY=($(compgen -W \"\(words.joined(separator: " "))\" "
                            + "-- \"$current\")); "
                    }
                return "        \"\(page.name) \(setting.flag)\") \(offer)return ;;"
            }
        }
        .joined(separator: "\n")
    }
}
