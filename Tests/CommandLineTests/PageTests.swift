import Foundation
import ProgramTesting
import Testing

extension CommandLineTests {
    private static func committed(_ path: String) throws -> String {
        try String(
            contentsOf: BuiltProgram.repository.appendingPathComponent(path), encoding: .utf8)
    }

    @Test(
        "has its pages about settings as the declarations make them: else run make pages",
        arguments: [
            ("--reference", "docs/settings.md"), ("--example", "basketwatch.conf.example"),
        ])
    func pages(flag: String, path: String) throws {
        #expect(
            try BuiltProgram.run(["settings", flag]).output == CommandLineTests.committed(path))
    }

    /// The settings of the example file that have a standard: what stands for a value is in capitals.
    @Test("takes every standard of the example settings file", arguments: commands)
    func example(command: String) throws {
        let lines = try CommandLineTests.committed("basketwatch.conf.example")
            .split(separator: "\n").filter { $0.firstMatch(of: /^#[a-z]/) != nil }
            .map { $0.dropFirst() }
        let set = lines.filter { $0.firstMatch(of: /= [A-Z][A-Zx:,…=@\/]*$/) == nil }
        #expect(set.count > 20)
        #expect(set.count < lines.count)

        let folder = try TemporaryFolder()
        _ = try folder.write(
            Array(set.joined(separator: "\n").utf8), to: "basketwatch.conf")
        let end = try BuiltProgram.run(
            ["settings"] + CommandLineTests.words(command), folder: folder.path)
        #expect(end.code == 0, "\(end.errors)")
        #expect(end.output.contains("./basketwatch.conf:"))
    }

    @Test("names in the example file every setting of every command, once")
    func everySetting() throws {
        let names = try CommandLineTests.committed("basketwatch.conf.example")
            .matches(of: #/\n#([a-z-]+)(\.NAME)? = /#).map { String($0.output.1) }
        #expect(Set(names).count == names.count)
        let listed = try BuiltProgram.run(["settings"]).output.split(separator: "\n").dropFirst()
            .map { String($0.prefix { $0 != " " }) }
        #expect(Set(names) == Set(listed).subtracting(["config"]))
    }
}
