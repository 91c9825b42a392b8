/// An error that a person can act on: its description says what failed, on what, and the next step.
///
/// The program lets each edge's error conform; ``Program`` prints the description and ends with the
/// code; one whose code is ``ExitCode/success`` ends it without a word (the reader of our output has
/// gone). An error that does not conform is printed as it is and ends with ``ExitCode/failure``.
public protocol DiagnosableError: Error, CustomStringConvertible {
    /// The code that the process ends with.
    var exitCode: ExitCode { get }
    /// The setting that it refuses, as `basketwatch settings` names it (`database-url`,
    /// `kafka.sasl.mechanism`); `nil` when it refuses none. Where a flag has set it, the command line was
    /// wrong, not the configuration, and the process ends with ``ExitCode/usage``.
    var refusedSetting: String? { get }
}

extension DiagnosableError {
    public var refusedSetting: String? { nil }
}
