extension ExitCode {
    /// Every code that a program ends with, and what it says in general.
    static let meanings: [(code: ExitCode, meaning: String)] = [
        (.success, "all was done"),
        (.failure, "it was not done, and no other code says why"),
        (.usage, "the command line was wrong: an unknown flag, a value that cannot be"),
        (.badData, "the input was not what it should be"),
        (.unavailable, "a server that is needed does not answer, or refuses us"),
        (.internalError, "a mistake of the program's own: please report it"),
        (.inputOutput, "a file could not be read or written"),
        (.configuration, "the environment or the settings file was wrong"),
    ]
}

extension Program {
    /// Every exit code with what it means here.
    var exitCodes: [(ExitCode, String)] {
        ExitCode.meanings.map { ($0.code, manual.exitCodes[$0.code] ?? $0.meaning) }
    }
}
