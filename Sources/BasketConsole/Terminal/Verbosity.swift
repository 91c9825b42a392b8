/// How much a command says beside its results and its errors, which are always told.
public enum Verbosity: Hashable, Sendable {
    /// Nothing: no progress, no notes, no warnings.
    case quiet
    /// Notes, warnings, and how far a long piece of work is.
    case normal
    /// Besides, what is set, what is connected to, and what developers look for.
    case verbose
}

extension Settings {
    /// What `--quiet` and `--verbose` ask for; `nil` when one place asks for both.
    ///
    /// As with any setting, a flag wins over a variable, and that over a line in the file.
    var verbosity: Verbosity? {
        switch (self[.quiet], self[.verbose]) {
        case (false, false): .normal
        case (true, false): .quiet
        case (false, true): .verbose
        case (true, true): stronger
        }
    }

    private var stronger: Verbosity? {
        let (quiet, verbose) = (origin(of: .quiet).strength, origin(of: .verbose).strength)
        if quiet == verbose { return nil }
        return quiet > verbose ? .quiet : .verbose
    }
}
