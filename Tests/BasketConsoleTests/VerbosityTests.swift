import Testing

@testable import BasketConsole

/// Says one line of each kind.
private struct TalkCommand: Command {
    static let name = "talk"
    static let summary = "Talk."
    static let examples = [Example("talk", "talks"), Example("talk --quiet", "hardly talks")]

    func run(_ settings: Settings, operands: [String], on console: Console) throws -> ExitCode {
        console.line("result")
        console.errorLine("note")
        console.detail("detail")
        var bar = console.progress("working", total: 2, unit: "steps")
        bar.update(done: 1)
        bar.finish()
        throw CommandFailure("error")
    }
}

@Suite("What a command says")
struct VerbosityTests {
    private func talk(
        _ line: String, environment: [String: String] = [:], isTerminal: Bool = false
    ) -> RecordedConsole {
        let recorded = RecordedConsole(isTerminal: isTerminal, width: 80)
        let program = Program(
            name: "basketwatch", version: "1.2.3", summary: "Talks.",
            environmentPrefix: "BASKETWATCH_", commands: [TalkCommand.self])
        _ = program.main(
            arguments: ["basketwatch"] + line.split(separator: " ").map(String.init),
            environment: environment, console: recorded.console)
        return recorded
    }

    @Test("is its results, notes, progress and errors, unless asked for otherwise")
    func normal() {
        let said = talk("talk")

        #expect(said.output == "result\n")
        #expect(said.errors == "note\nworking  1 steps in 0 s\nbasketwatch: error\n")
    }

    @Test("is results and errors with --quiet", arguments: [false, true])
    func quiet(isTerminal: Bool) {
        let said = talk(
            "talk --quiet", environment: ["BASKETWATCH_NONSENSE": "1"], isTerminal: isTerminal)

        #expect(said.output == "result\n")
        #expect(
            said.errors
                == (isTerminal
                    ? "\u{1B}[1;31mbasketwatch: \u{1B}[0merror\n" : "basketwatch: error\n"))
    }

    @Test("is what is set, and where, with --verbose")
    func verbose() {
        let said = talk("talk --verbose")

        #expect(said.output == "result\n")
        #expect(
            said.errors == """
                basketwatch 1.2.3
                verbose = true   (--verbose)
                note
                detail
                working  1 steps in 0 s
                basketwatch: error

                """)
    }

    @Test(
        "follows the stronger place",
        arguments: [
            ("talk --quiet", "VERBOSE", false), ("talk --verbose", "QUIET", true),
            ("talk --quiet=false", "QUIET", true),
        ])
    func strength(line: String, variable: String, saysNote: Bool) {
        let said = talk(line, environment: ["BASKETWATCH_\(variable)": "true"])

        #expect(said.errors.contains("note\n") == saysNote)
    }

    @Test("always has the question and the overview")
    func alwaysSaid() {
        let recorded = RecordedConsole(isTerminal: true, answers: ["perhaps", "y"])
        recorded.console.speak(.quiet)

        #expect(recorded.console.ask("Go on?", standard: false, unattended: false))
        #expect(talk("").errors.contains("usage:"))
    }
}
