import Foundation
import ProgramTesting
import Testing

/// The program as a user runs it. One test at a time: several start servers.
@Suite("The command line", .serialized)
struct CommandLineTests {
    /// All commands, by the words that a user types.
    static let commands = [
        "demo", "run", "generate", "publish", "scores", "explain", "replay", "evaluate",
        "status", "forget", "migrate",
        "topics list", "topics create", "topics describe",
        "quarantine list", "quarantine show", "quarantine purge", "quarantine replay",
        "broker", "weights",
    ]

    /// The commands that come with the console.
    static let builtIn = ["help", "settings", "completions", "man", "version"]

    /// The command lines that a command's help shows, without the program's name.
    static func examples(of command: String) throws -> [[String]] {
        let help = try BuiltProgram.run(["help"] + words(command)).output
        let lines = help.split(separator: "\n").drop { $0 != "examples:" }
        return lines.filter { $0.hasPrefix("  basketwatch ") }.map {
            Array(words(String($0))[1...])
        }
    }

    static func words(_ line: String) -> [String] { line.split(separator: " ").map(String.init) }
}

/// A folder of a test's own, gone with it. Others can reach it: PostgreSQL runs as another user.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = "/tmp/basketwatch-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o755])
    }

    // Only litter is left behind if it fails.
    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }

    func write(_ bytes: [UInt8], to name: String) throws -> String {
        try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
        return file(name)
    }

    func read(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: file(name))))
    }
}
