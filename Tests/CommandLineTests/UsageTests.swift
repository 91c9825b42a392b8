import ProgramTesting
import Testing

extension CommandLineTests {
    @Test(
        "explains every command, and its examples are good command lines",
        arguments: commands + builtIn)
    func help(command: String) throws {
        let words = CommandLineTests.words(command)
        let help = try BuiltProgram.run(["help"] + words)
        #expect(help.code == 0)
        #expect(help.output.contains("usage: basketwatch \(command)"))
        if command != "help" {
            #expect(try BuiltProgram.run(words + ["--help"]).output == help.output)
        }

        let examples = try CommandLineTests.examples(of: command)
        #expect(examples.count >= 2)
        for example in examples {
            #expect(example.starts(with: words) || command == "version", "\(example)")
            guard !CommandLineTests.builtIn.contains(command) else { continue }
            // `settings` in front tries a command line out, operands as well, and does nothing.
            let tried = try BuiltProgram.run(
                ["settings"] + example, environment: ["BASKETWATCH_BROKERS": "localhost:9092"])
            #expect(tried.code == 0, "\(example): \(tried.errors)")
        }
    }

    @Test("lists its commands, and with nothing asked for it says so by its exit code")
    func overview() throws {
        let help = try BuiltProgram.run(["--help"])
        #expect(help.code == 0)
        let rows = help.output.split(separator: "\n").filter { $0.hasPrefix("  ") }
            .map { $0.dropFirst(2) }
        let all = CommandLineTests.commands + CommandLineTests.builtIn
        for command in all {
            #expect(rows.count { $0.hasPrefix(command + "  ") } == 1, "\(command)")
        }
        #expect(rows.count == all.count, "a command that the tests do not know")
        #expect(try BuiltProgram.run([]).code == 64)
    }

    @Test(
        "refuses what it does not know with 64 and the next step",
        arguments: [
            ("frobnicate", ["no command 'frobnicate'", "basketwatch --help"]),
            ("topics", ["topics", "--help"]),
            ("topics craete clicks", ["topics create"]),
            ("rnu", ["Did you mean 'basketwatch run'?"]),
            ("run --brokers b:1 --wrokers=2", ["no flag --wrokers; did you mean --workers?"]),
            ("run --brokers b:1 --nonsense", ["no flag --nonsense", "run --help"]),
            ("run --brokers b:1 extra", ["'extra' has no place"]),
            ("run --gap", ["--gap needs a value"]),
            (
                "settings run --wrokers=2",
                ["no flag --wrokers; did you mean --workers?", "'basketwatch run --help'"]
            ),
            ("settings run --nonsense", ["no flag --nonsense.", "'basketwatch run --help'"]),
            ("settings topics create --partitoins 3", ["--partitions?", "topics create --help"]),
            ("settings run --chekc", ["did you mean --check?"]),
            (
                "settings --kafka foo=bar run",
                ["comes before its flags: 'basketwatch settings run --kafka …'"]
            ),
            ("replay x --only quarantine", ["did you mean quarantined?"]),
            ("generate --scenario black-fridy", ["did you mean black-friday?"]),
            ("topic create x", ["Did you mean 'basketwatch topics create'?"]),
            (
                "run --broker localhost:9092",
                ["basketwatch: there is no flag --broker; did you mean"]
            ),
            ("settings --nonsense", ["no flag --nonsense.", "settings --help"]),
            ("publish --brokers b:1", ["FILE"]),
            ("scores --at-least 120%", ["--at-least must be"]),
            ("generate --count 5", ["--brokers", "--output"]),
            ("generate --count 0 --output -", ["--count must be 1 or more"]),
            ("status --database-url nonsense://x", ["cannot be read"]),
            ("run --brokers b:1 --read-ahead 512KiB", ["--read-ahead must be 1 MiB to 16 GiB"]),
            ("run --brokers b:1 --read-ahead much", ["a size such as 4096, 64kB or 16MiB"]),
            ("generate --rate 1G --output -", ["--rate: that would be", "visits a second"]),
            (
                "generate --rate 2000 --speed-up 0.001 --output -",
                ["--rate and --speed-up: that would be", "10,000 at most"]
            ),
            ("generate --rate 0.0000000000000000000001", ["--rate must be 0.000001 to 1G"]),
            ("generate --describe --duration 999999999d", ["--duration must be 1 ms to 3,650 d"]),
            ("demo --rate 10000000000G", ["--rate must be 0.000001 to 1G"]),
            ("generate --bots 0,5% --output -", ["--bots must be a share", "not '0,5%'"]),
            ("generate --json --output -", ["--json goes with --describe"]),
        ])
    func refused(line: String, words: [String]) throws {
        let end = try BuiltProgram.run(CommandLineTests.words(line))
        #expect(end.code == 64, "\(end.errors)")
        #expect(end.output.isEmpty || line == "topics")
        for word in words { #expect(end.errors.contains(word), "\(end.errors)") }
    }

    @Test("tells all that is wrong in one message")
    func several() throws {
        let end = try BuiltProgram.run(
            CommandLineTests.words("run --gap 0 --workers 0 --nonsense 3 --from middle"))
        #expect(end.code == 64)
        for word in [
            "5 things are wrong", "--gap must be 1 s", "--workers must be 1 to 256",
            "--from must be earliest or latest, not 'middle'", "no flag --nonsense",
            "BASKETWATCH_BROKERS must be set",
        ] {
            #expect(end.errors.contains(word), "\(end.errors)")
        }
        #expect(end.errors.split(separator: "\n").count == 7)
    }

    @Test("ends with 78 where the environment or a file is wrong")
    func configuration() throws {
        let environment = try BuiltProgram.run(
            ["run", "--brokers", "b:1"], environment: ["BASKETWATCH_GAP": "never"])
        #expect(environment.code == 78)
        #expect(environment.errors.contains("BASKETWATCH_GAP must be"))

        let folder = try TemporaryFolder()
        _ = try folder.write(Array("gap = 0\nfoo = 3\n".utf8), to: "basketwatch.conf")
        let file = try BuiltProgram.run(["run", "--brokers", "b:1"], folder: folder.path)
        #expect(file.code == 78)
        #expect(file.errors.contains("basketwatch.conf:1: gap must be"))
        #expect(file.errors.contains("basketwatch.conf:2: there is no setting foo"))
    }

    @Test("lets flags go before the environment, and that before the file")
    func origins() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write(
            Array("gap = 1min\ndisorder = 2s\nworkers = 3\n".utf8), to: "basketwatch.conf")
        let end = try BuiltProgram.run(
            CommandLineTests.words("settings run --brokers b:1 --workers 5"),
            environment: ["BASKETWATCH_DISORDER": "4s", "BASKETWATCH_WORKERS": "4"],
            folder: folder.path)
        #expect(end.code == 0)
        for (name, value, from) in [
            ("gap", "1min", "basketwatch.conf"), ("disorder", "4s", "BASKETWATCH_DISORDER"),
            ("workers", "5", "--workers"),
        ] {
            let line = end.output.split(separator: "\n").first { $0.hasPrefix("\(name) ") }
            #expect(line?.contains(" \(value) ") == true, "\(end.output)")
            #expect(line?.contains(from) == true, "\(end.output)")
        }
    }
}
