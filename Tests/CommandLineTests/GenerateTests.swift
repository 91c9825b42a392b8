import ProgramTesting
import Testing

extension CommandLineTests {
    @Test("generates the same bytes from the same seed, whatever the pace and the output")
    func sameBytes() throws {
        let folder = try TemporaryFolder()
        func generate(_ arguments: String) throws -> [UInt8] {
            let end = try BuiltProgram.run(
                CommandLineTests.words(
                    "generate --count 2000 \(arguments) --output \(folder.file("x"))")
            )
            #expect(end.code == 0, "\(end.errors)")
            return try folder.read("x")
        }
        let faults = "--malformed 1% --duplicates 2% --out-of-order 5%"
        let first = try generate("--seed 7 \(faults)")
        #expect(try generate("--seed 7 \(faults)") == first)
        #expect(try generate("--seed 7 \(faults) --speed-up 1000000") == first)
        #expect(try generate("--seed 8 \(faults)") != first)
        #expect(first.count { $0 == UInt8(ascii: "\n") } == 2_000)
        let shown = try BuiltProgram.run(
            CommandLineTests.words("generate --count 2000 --seed 7 --duplicates 2% --output -"))
        #expect(Array(shown.output.utf8) == (try generate("--seed 7 --duplicates 2%")))
        #expect(shown.errors.contains("with faults:"))
    }

    @Test("ends well when its reader has seen enough")
    func head() throws {
        let end = try BuiltProgram.shell(
            "set -o pipefail; basketwatch generate --seed 7 --output - | head -n 3")
        #expect(end.code == 0, "\(end.errors)")
        #expect(end.output.split(separator: "\n").count == 3)
    }
}
