import ProgramTesting
import Testing

extension CommandLineTests {
    @Test("fits the same weights each time, as the next version of those that are shipped")
    func weights() throws {
        let folder = try TemporaryFolder()
        let line = CommandLineTests.words("weights --visits 1000 --quiet")
        let printed = try BuiltProgram.run(line, within: 60)
        #expect(printed.code == 0, "\(printed.errors)")
        #expect(printed.output.contains("public static let shippedVersion: Int32 = 2\n"))

        let file = folder.file("Weights.swift")
        let written = try BuiltProgram.run(line + ["--output", file], within: 60)
        #expect(written.code == 0 && written.output.isEmpty, "\(written.errors)")
        #expect(
            try String(decoding: folder.read("Weights.swift"), as: UTF8.self)
                == printed.output
                .replacing(/\n+$/, with: "\n"))

        let other = try BuiltProgram.run(line + ["--seed", "2"], within: 60)
        #expect(other.code == 0 && other.output != printed.output)
    }

    @Test("says where weights could not be written, and ends with 74")
    func weightsNowhere() throws {
        let end = try BuiltProgram.run(
            CommandLineTests.words("weights --visits 1000 --quiet --output /nonexistent/w.swift"),
            within: 60)
        #expect(end.code == 74)
        #expect(end.errors.contains("could not be written to /nonexistent/w.swift"))
        #expect(end.errors.contains("Name another file with --output"))
    }
}
