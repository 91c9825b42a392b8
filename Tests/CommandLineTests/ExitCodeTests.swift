import Foundation
import ProgramTesting
import Testing

extension CommandLineTests {
    @Test(
        "ends with the code that its help promises",
        arguments: [
            ("version", "", 0), ("frobnicate", "", 64),
            ("generate --count 1 --output /nonexistent/a.jsonl", "", 74),
            ("publish /nonexistent.jsonl --brokers 127.0.0.1:1", "", 74),
            ("status --database-url postgresql://127.0.0.1:1/x", "", 69),
            ("status --database-url nonsense://x", "", 64),
            ("status", "database-url = nonsense://x", 78), ("status", "no line", 78),
            ("status", "database-ulr = x", 78), ("status --config missing.conf", "", 64),
        ])
    func exitCode(line: String, file: String, code: Int32) throws {
        let folder = try TemporaryFolder()
        if !file.isEmpty { _ = try folder.write(Array(file.utf8), to: "basketwatch.conf") }
        let end = try BuiltProgram.run(CommandLineTests.words(line), folder: folder.path)
        #expect(end.code == code, "\(end.errors)")
        #expect(end.errors.hasPrefix("basketwatch: ") == (code != 0))
        let promised = try BuiltProgram.run(["help", "exit-codes"]).output
        #expect(promised.contains("\n  \(code)  "))
    }

    @Test("promises the same exit codes in its help as in docs/operating.md")
    func documented() throws {
        let page = try String(
            contentsOf: BuiltProgram.repository.appendingPathComponent("docs/operating.md"),
            encoding: .utf8)
        let help = try BuiltProgram.run(["help", "exit-codes"]).output
        let codes = help.split(separator: "\n").dropFirst().compactMap {
            Int($0.prefix(6).filter(\.isNumber))
        }
        #expect(codes == [0, 1, 64, 65, 69, 70, 74, 78])
        for code in codes { #expect(page.contains("\n| \(code) | "), "\(code)") }
    }

    @Test("advises against what it does not know, with the nearest name")
    func nearest() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write(Array("\n# ours\nworker = 3\n".utf8), to: "basketwatch.conf")
        let file = try BuiltProgram.run(["settings", "run"], folder: folder.path)
        #expect(file.code == 78)
        #expect(
            file.errors.contains(
                "./basketwatch.conf:3: there is no setting worker; did you mean workers?"))
        let variable = try BuiltProgram.run(
            ["settings", "run"], environment: ["BASKETWATCH_GPA": "5min"])
        #expect(variable.code == 0)
        #expect(
            variable.errors.contains("BASKETWATCH_GPA sets nothing; did you mean BASKETWATCH_GAP?"))
    }
}
