import Foundation
import ProgramTesting
import Testing
import Waiting

extension CommandLineTests {
    /// Those with servers are in ``serverExamples()``; `weights` takes minutes in a debug build.
    private static func needsMore(_ example: [String]) -> Bool {
        example.contains("--check") || example.first == "broker" || example.first == "weights"
    }

    @Test(
        "does what its examples say, where no server is needed",
        arguments: builtIn + ["generate"])
    func runExamples(command: String) throws {
        let folder = try TemporaryFolder()
        for example in try CommandLineTests.examples(of: command)
        where !CommandLineTests.needsMore(example) && !example.contains("--brokers") {
            let end = try BuiltProgram.run(example, folder: folder.path, within: 120)
            #expect(end.code == 0, "\(example): \(end.errors)")
            if let place = example.firstIndex(of: "--output") {
                #expect(try !folder.read(example[place + 1]).isEmpty, "\(example)")
            } else if command != "generate" {
                #expect(!end.output.isEmpty, "\(example)")
            }
        }
    }

    @Test("starts the brokers that its examples start")
    func brokerExamples() throws {
        for example in try CommandLineTests.examples(of: "broker") {
            let broker = try RunningProgram(example)
            try Await.until("the broker says where it is") { broker.output.hasSuffix("\n") }
            broker.send(SIGTERM)
            #expect(try broker.waitForEnd(within: 10).code == 0)
            #expect(broker.output.hasPrefix("127.0.0.1:"))
        }
    }

    @Test("reads the examples of its manual")
    func manualExamples() throws {
        let page = try BuiltProgram.run(["man"]).output
        let examples = page.split(separator: ".SH EXAMPLES")[1].split(separator: ".SH SEE")[0]
            .matches(of: /\\fBbasketwatch ([^\n]*)\\fR/).map { String($0.output.1) }
        #expect(examples.count >= 4)
        for example in examples {
            let words = CommandLineTests.words(example.replacing("\\-", with: "-"))
            let tried = try BuiltProgram.run(
                words.first == "settings" ? words : ["settings"] + words)
            // `settings run --check` finds no broker there, and says so.
            #expect(
                tried.code == (words.contains("--check") ? 69 : 0), "\(example): \(tried.errors)")
        }
    }
}
