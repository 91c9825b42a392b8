/// What the process says to its caller when it ends; the numbers are those of `sysexits.h`.
public struct ExitCode: RawRepresentable, Hashable, Sendable {
    public let rawValue: Int32

    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// All was done.
    public static let success = ExitCode(rawValue: 0)
    /// It was not done, and no other code says why.
    public static let failure = ExitCode(rawValue: 1)
    /// The command line was wrong: an unknown flag, a value that cannot be.
    public static let usage = ExitCode(rawValue: 64)
    /// The input was not what it should be.
    public static let badData = ExitCode(rawValue: 65)
    /// A server that is needed does not answer.
    public static let unavailable = ExitCode(rawValue: 69)
    /// A mistake of the program's own.
    public static let internalError = ExitCode(rawValue: 70)
    /// A file could not be read or written.
    public static let inputOutput = ExitCode(rawValue: 74)
    /// The environment or the settings file was wrong.
    public static let configuration = ExitCode(rawValue: 78)
}
