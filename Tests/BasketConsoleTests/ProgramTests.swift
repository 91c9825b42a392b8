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
            ("run --topic t away", 69, "", "Nobody answers. Start it first."),
            ("help topics", 0, "  topics create  Make a topic.\n", ""),
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

            commands:
              run            Run it.
              topics create  Make a topic.
              help COMMAND   Say what a command takes.
              settings       List what is set, and where it came from.

            Every command says more: 'basketwatch COMMAND --help'.

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
                  --quiet         say nothing but errors
                                  (BASKETWATCH_QUIET)

                Kafka:
                  --topic NAME        the topic that is read
                                      (must be set; BASKETWATCH_TOPIC)
                  --kafka NAME=VALUE  a property of librdkafka, passed through
                                      (again and again; BASKETWATCH_KAFKA_NAME)

                every command:
                  --config FILE  the settings file, of name = value lines
                                 (unset: none; BASKETWATCH_CONFIG)
                  --help         Say this.

                examples:
                  basketwatch run --gap 5min
                      Closes sessions early.
                  basketwatch run --topic clicks a.jsonl
                      Reads a file.

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
                == "basketwatch: Writing to standard output failed: No space left on device.\n")
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
