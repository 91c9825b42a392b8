import ProgramTesting

/// Runs examples where no server answers.
enum Lonely {
    static func run(_ line: String) throws -> ProgramResult {
        try BuiltProgram.shell(
            line,
            environment: [
                "BASKETWATCH_DATABASE_URL": "postgresql://127.0.0.1:1/shop",
                "BASKETWATCH_BROKERS": "127.0.0.1:1",
            ],
            folder: BuiltProgram.repository.path, within: 60)
    }
}
