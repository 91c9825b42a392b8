import PageTesting
import ProgramTesting
import Testing

@Suite("A command line that a page shows")
struct DocumentedCommandTests {
    @Test("is one that the program understands", arguments: Page.all)
    func parses(page: Page) throws {
        for command in DocumentedCommand.all(in: page) {
            let end = try BuiltProgram.run(
                Self.trial(of: command.words),
                environment: [
                    "BASKETWATCH_BROKERS": "localhost:9092",
                    "BASKETWATCH_DATABASE_URL": "postgresql://localhost/shop",
                ])
            #expect(end.code == 0, "\(page): \(command): \(end.errors)")
        }
    }

    @Test("is found in blocks and in prose, behind settings and in pipes, and no other is")
    func found() {
        let page = Page(
            "sample.md",
            text: """
                Type `basketwatch status`, or `basketwatch …`; `basketwatch` is no command line.

                ```
                $ make build     # then basketwatch run
                X=1 ./basketwatch generate --output - --seed 2 | basketwatch publish - \\
                    --kafka 'a.b=c d' && echo done
                basketwatch: --gap must be 1 s
                ```
                """)
        #expect(
            DocumentedCommand.all(in: page).map(\.words) == [
                ["generate", "--output", "-", "--seed", "2"],
                ["publish", "-", "--kafka", "a.b=c d"], ["status"],
            ])
        #expect(Page.all.flatMap(DocumentedCommand.all).count > 10)
    }

    /// `settings` in front tries a command line out and does nothing.
    private static func trial(of words: [String]) -> [String] {
        let saysSomethingItself = ["help", "settings", "version", "--help", "--version"]
        // `--check` asks servers: what is held here is the words.
        let spoken = words.filter { $0 != "--check" }
        return saysSomethingItself.contains(words[0]) ? spoken : ["settings"] + spoken
    }
}
