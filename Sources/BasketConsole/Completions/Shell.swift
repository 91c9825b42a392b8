/// A shell that can complete our command lines.
enum Shell: String, CaseIterable {
    case bash
    case zsh
    case fish

    /// How to let it do so.
    func installation(of program: String) -> String {
        switch self {
        case .bash: "source <(\(program) completions bash)   # a line for ~/.bashrc"
        case .zsh:
            "\(program) completions zsh > \"${fpath[1]}/_\(program)\"   # then start zsh anew"
        case .fish: "\(program) completions fish > ~/.config/fish/completions/\(program).fish"
        }
    }

    /// What it reads to complete the program's command lines.
    func completions(of program: Program) -> String {
        switch self {
        case .bash: BashCompletions(program).text
        case .zsh: ZshCompletions(program).text
        case .fish: FishCompletions(program).text
        }
    }
}
