import Testing

@testable import BasketConsole

@Suite("A program")
struct ProgramTests {
    @Test(
        "finds the command, or says which was meant",
        arguments: [
            ("topics create clicks", 0, "made clicks\n", ""),
            ("--version", 0, "basketwatch 1.2.3\n", ""),
            (
                "rnu", 64, "",
                "There is no command 'rnu'. Did you mean 'basketwatch run'? Try 'basketwatch --help'."
            ),
            ("dance", 64, "", "There is no command 'dance'. Try 'basketwatch --help'."),
            (
                "topics", 64, "",
                "topics needs another word: topics create. Try 'basketwatch --help'."
            ),
            (
                "topics craete x", 64, "",
                "There is no command 'topics craete'. Did you mean 'basketwatch topics create'? "
                    + "Try 'basketwatch --help'."
            ),
            (
                "topics create", 64, "",
                "topics create needs NAME (the topic's name). Try 'basketwatch topics create --help'."
            ),
            (
                "--gap 5s run", 64, "",
                "The command comes before its flags. Try 'basketwatch --help'."
            ),
            (
                "run --topic t refuse", 64, "",
                "'refuse' is no file. Try 'basketwatch run --help'."
            ),
            ("run --topic t bug", 70, "", "A bug."),
            ("run --topic t away", 69, "", "Nobody answers. Start it first."),
            ("version", 0, "basketwatch 1.2.3\n", ""),
            (
                "completions tcsh", 64, "",
                "There are no completions for 'tcsh', but for bash, zsh or fish. "
                    + "Try 'basketwatch completions --help'."
            ),
            (
                "completions", 64, "",
                "completions needs SHELL (bash, zsh or fish). Try 'basketwatch completions --help'."
            ),
            (
                "man x", 64, "",
                "man takes no operands, so 'x' has no place. Try 'basketwatch man --help'."
            ),
            (
                "settigns run", 64, "",
                "There is no command 'settigns'. Did you mean 'basketwatch settings'? "
                    + "Try 'basketwatch --help'."
            ),
            (
                "help dance", 64, "", "There is no command 'dance'. Try 'basketwatch --help'."
            ),
        ] as [(String, Int32, String, String)])
    func dispatch(line: String, code: Int32, output: String, error: String) {
        let run = SampleRun(line)

        #expect(run.code.rawValue == code)
        #expect(run.output == output)
        #expect(run.errors == (error.isEmpty ? "" : "basketwatch: \(error)\n"))
    }

    @Test("shows its commands")
    func overview() {
        let expected = """
            basketwatch 1.2.3: Watches baskets.

            usage: basketwatch COMMAND [flags] [operands]

            try it:
              run            Run it.

            prepare:
              topics create  Make a topic.
              settings       List what is set and where it came from, or try it.

            more:
              help           Say what a command takes.
              completions    Print what completes command lines in bash, zsh or fish.
              man            Print the manual page, as man reads it.
              version        Print the version.

            Every command says more:  basketwatch COMMAND --help
            How the process ends:     basketwatch help exit-codes

            """
        #expect(SampleRun("--help").output == expected)
        #expect(SampleRun("help").output == expected)
        #expect(SampleRun("").errors == expected)
        #expect(SampleRun("").code == .usage)
    }

    @Test("shows what a command takes", arguments: ["run --help", "run --gap 0 -h", "help run"])
    func help(line: String) {
        let run = SampleRun(line)

        #expect(run.code == .success)
        #expect(
            run.output == """
                Run it.

                usage: basketwatch run [flags] [FILE...]

                Runs until it is stopped.

                operands:
                  [FILE...]  what is read

                flags:
                  --gap DURATION  the silence after which a session closes
                                  (1 s or more; 30min unless set; BASKETWATCH_GAP)
                  --workers N     how many partitions are worked on at once
                                  (1 to 64; 2 unless set; BASKETWATCH_WORKERS)
                  --output FILE   where lines go
                                  (unset: standard output; BASKETWATCH_OUTPUT)
                  --strict        take nothing that is doubtful (BASKETWATCH_STRICT)

                Kafka:
                  --topic NAME        the topic that is read
                                      (must be set; BASKETWATCH_TOPIC)
                  --kafka NAME=VALUE  a property of librdkafka, passed through
                                      (again and again; BASKETWATCH_KAFKA_A_B for a.b)

                every command:
                  --config FILE  the settings file, of name = value lines
                                 (unset: the first there is; BASKETWATCH_CONFIG)
                  --quiet        say errors and results only (BASKETWATCH_QUIET)
                  --verbose      say more: what is set, what is connected to (BASKETWATCH_VERBOSE)
                  --help         say this

                examples:
                  # Closes sessions early.
                  basketwatch run --gap 5min

                  # Reads a file.
                  basketwatch run --topic clicks a.jsonl

                """)
    }

    @Test("wraps its help to the terminal")
    func narrowHelp() {
        let run = SampleRun("run --help", on: RecordedConsole(isTerminal: true, width: 50))

        #expect(
            run.output.contains(
                "  --workers N     how many partitions are worked\n                  on at once\n"))
        #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 50 })
    }

    @Test("shows a family of commands", arguments: ["help topics", "topics --help"])
    func family(line: String) {
        let run = SampleRun(line)

        #expect(run.code == .success)
        #expect(
            run.output == """
                usage: basketwatch topics COMMAND [flags] [operands]

                commands:
                  topics create  Make a topic.

                Each says more: 'basketwatch topics create --help'.

                """)
    }

    @Test("explains what comes with the console like its own commands")
    func builtIn() {
        for name in ["help", "settings", "completions", "man", "version"] {
            let help = SampleRun("help \(name)").output
            #expect(help.contains("usage: basketwatch \(name)"))
            if name != "help" { #expect(help == SampleRun("\(name) --help").output) }
        }
        // They are flags only: no variable is read for them.
        #expect(!SampleRun("settings --help").output.contains("BASKETWATCH_CHECK"))
    }

    @Test("tells how it may end")
    func exitCodes() {
        let lines = SampleRun("help exit-codes").output.split(separator: "\n").dropFirst()
        let codes = lines.map { $0.split(separator: " ").first.map(String.init) }

        #expect(codes == ["0", "1", "64", "65", "69", "70", "74", "78"])
        #expect(lines.contains { $0.contains("nothing lives there") })
    }

    @Test("ends quietly when its reader has gone, and not when the disk is full")
    func outputGone() {
        let gone = RecordedConsole()
        gone.fail(.closed)
        let full = RecordedConsole()
        full.fail(.other("No space left on device"))

        #expect(SampleRun("topics create x", on: gone).code == .success)
        #expect(gone.errors.isEmpty)
        #expect(SampleRun("topics create x", on: full).code == .inputOutput)
        #expect(
            full.errors
                == "basketwatch: Writing to standard output failed: No space left on device. Make room where "
                + "it goes, or send it elsewhere.\n")
    }

    @Test(
        "finds the nearest word",
        arguments: [
            ("gpa", "gap"), ("gaap", "gap"), ("worker", "workers"), ("w", nil),
            ("brokerz", nil), ("wor", "workers"), ("", nil),
        ] as [(String, String?)])
    func nearest(word: String, expected: String?) {
        #expect(NearestWord.find(word, among: ["gap", "workers", "topic"]) == expected)
    }
}
