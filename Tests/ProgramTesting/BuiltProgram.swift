import Foundation

/// The program as it was built with these tests, run as a user runs it.
public enum BuiltProgram {
    public struct Failed: Error, CustomStringConvertible {
        public let description: String

        public init(description: String) { self.description = description }
    }

    /// `basketwatch`, beside the test bundle; else in the package's debug folder. Where
    /// BASKETWATCH_TEST_PROGRAM names another (an optimised one), that.
    public static let path: String = {
        if let named = ProcessInfo.processInfo.environment["BASKETWATCH_TEST_PROGRAM"] {
            return URL(fileURLWithPath: named).path
        }
        let beside = URL(fileURLWithPath: CommandLine.arguments[0])
            .deletingLastPathComponent().appendingPathComponent("basketwatch").path
        if FileManager.default.isExecutableFile(atPath: beside) { return beside }
        return repository.appendingPathComponent(".build/debug/basketwatch").path
    }()

    /// The root of the repository.
    public static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Runs it to its end.
    ///
    /// - Parameters:
    ///   - environment: beside PATH, HOME and the like: no setting of whoever runs the tests is seen.
    ///   - input: what it reads from standard input.
    ///   - seconds: it is killed when it takes longer, and the test fails.
    public static func run(
        _ arguments: [String], environment: [String: String] = [:], input: [UInt8] = [],
        folder: String? = nil, within seconds: Double = 30
    ) throws -> ProgramResult {
        let program = try RunningProgram(
            arguments, environment: environment, input: input, folder: folder)
        return try program.waitForEnd(within: seconds)
    }

    /// Runs a line of the shell in which `basketwatch` is found.
    public static func shell(
        _ line: String, environment: [String: String] = [:], folder: String? = nil,
        within seconds: Double = 30
    ) throws -> ProgramResult {
        let bin = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let program = try RunningProgram(
            executable: "/bin/bash", ["-c", line],
            environment: ["PATH": bin + ":/usr/bin:/bin"].merging(environment) { $1 },
            folder: folder)
        return try program.waitForEnd(within: seconds)
    }
}

/// How a program ended, and what it had to say.
public struct ProgramResult: Sendable {
    /// Its exit code; 128 and more: the signal that ended it.
    public let code: Int32
    public let output: String
    public let errors: String
}
