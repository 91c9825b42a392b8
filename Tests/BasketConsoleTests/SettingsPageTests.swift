import Testing

@testable import BasketConsole

@Suite("A page made from the declarations")
struct SettingsPageTests {
    @Test("is a settings file with every setting once, commented out")
    func example() {
        let text = SampleRun("settings --example").output
        let lines = text.split(separator: "\n").filter { $0.firstMatch(of: /^#[a-z]/) != nil }

        #expect(
            lines == [
                "#quiet = false", "#verbose = false", "#gap = 30min", "#workers = 2",
                "#output = FILE", "#strict = false", "#topic = NAME", "#kafka.NAME = VALUE",
                "#database-url = postgresql://me:***@localhost/shop",
            ])
        #expect(
            text.contains(
                """

                # The silence after which a session closes.
                # DURATION, 1 s or more; 30min unless set. For run.
                #gap = 30min

                """))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 && $0.hasPrefix("#") })
    }

    @Test("is a file that sets what is standard anyway, once its lines are taken in")
    func exampleIsAccepted() throws {
        let lines = SampleRun("settings --example").output.split(separator: "\n")
            .filter { $0.firstMatch(of: /^#[a-z]/) != nil }.map { $0.dropFirst() }
        let file = try SettingsText(lines.joined(separator: "\n"))
        let run = SampleRun("run --config \(file.path)")

        #expect(run.code == .success, "\(run.errors)")
        #expect(run.output.hasPrefix("gap=30 min workers=2\n"))
    }

    @Test("is the reference, a row a setting")
    func reference() {
        let rows = SampleRun("settings --reference").output.split(separator: "\n")
            .filter { $0.hasPrefix("| `") }

        #expect(rows.count == 10)
        #expect(!rows.contains { $0.contains("`dry`") }, "a flag alone is its command's matter")
        #expect(
            rows.contains(
                "| `gap` | `--gap DURATION` | `BASKETWATCH_GAP` | the silence after which a session "
                    + "closes | 1 s or more | 30min | run |"))
        #expect(
            rows.contains {
                $0.hasPrefix(
                    "| `kafka.NAME` | `--kafka NAME=VALUE` | `BASKETWATCH_KAFKA_A_B` for a.b")
            }
        )
    }

    @Test("is the manual, each part of it under its heading")
    func manual() {
        let text = SampleRun("man").output
        let sections = text.split(separator: "\n").filter { $0.hasPrefix(".SH") }
            .map { String($0.dropFirst(4)) }

        #expect(
            sections == [
                "NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "FLAGS OF EVERY COMMAND",
                "ENVIRONMENT", "FILES", "EXIT STATUS", "EXAMPLES", "SEE ALSO",
            ])
        #expect(text.contains(".SH NAME\nbasketwatch \\- watches baskets\n"))
        #expect(text.contains(".SS basketwatch run [flags] [FILE...]\n"))
        #expect(
            text.contains(
                ".TP\n\\fB\\-\\-gap\\fR \\fIDURATION\\fR\nthe silence after which a session closes\n"
                    + "(1 s or more; 30min unless set; BASKETWATCH_GAP)\n"))
        #expect(text.contains(".TP\n\\fB69\\fR\nnothing lives there\n"))
    }

    @Test(
        "gives roff nothing that would steer it",
        arguments: [
            (".It says so.", "\\&.It says so."), ("a-b", "a\\-b"), ("it's", "it\\(aqs"),
            ("a\\b", "a\\eb"), ("…", "\\[u2026]"), ("'quoted'", "\\(aqquoted\\(aq"),
            ("a\n.b", "a\n\\&.b"),
        ])
    func roff(text: String, expected: String) {
        #expect(RoffText.escaped(text) == expected)
    }
}
