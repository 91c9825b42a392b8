import Testing

@testable import BasketConsole

@Suite("Settings")
struct SettingsTests {
    @Test("hold as declared when nothing is set")
    func standards() {
        let run = SampleRun("run --topic t")

        #expect(run.code == .success)
        #expect(
            run.output == """
                gap=30 min workers=2
                output=- strict=false
                topic=t kafka=
                operands=

                """)
    }

    @Test("are taken from flags before the environment, and from that before the file")
    func precedence() throws {
        let file = try SettingsText(
            """
            # How we run it.
            gap = 1min
            workers= 3
            topic =from = file # kept
            kafka.linger.ms = 5
            kafka.client.id = file

            database-url = for another command
            """)
        let run = SampleRun(
            "run a --workers 5 --config=\(file.path) --kafka client.id=flag --strict b",
            environment: [
                "BASKETWATCH_GAP": "2min", "BASKETWATCH_WORKERS": "4", "BASKETWATCH_OUTPUT": "",
                "BASKETWATCH_KAFKA_SASL_PASSWORD": "p", "BASKETWATCH_TEST_BROKERS": "x",
                "HOME": "/",
            ])

        #expect(run.errors.isEmpty)
        #expect(
            run.output == """
                gap=2 min workers=5
                output=- strict=true
                topic=from = file # kept kafka=client.id=flag,linger.ms=5,sasl.password=p
                operands=a,b

                """)
    }

    @Test("name the file in a variable")
    func configVariable() throws {
        let file = try SettingsText("topic = t\nworkers = 9\n")
        let run = SampleRun("run", environment: ["BASKETWATCH_CONFIG": file.path])

        #expect(run.output.contains("workers=9"))
    }

    @Test("are listed with where they came from, secrets masked")
    func list() throws {
        let file = try SettingsText("gap = 1min\nkafka.sasl.password = p\n")
        let run = SampleRun(
            "settings --config \(file.path) --workers 3 --kafka linger.ms=5",
            environment: ["BASKETWATCH_OUTPUT": "x"])

        // The width of the columns hangs on the file's path: words only.
        let rows = run.output.split(separator: "\n").map { row in
            row.split(separator: " ").joined(separator: " ")
        }
        #expect(
            rows == [
                "setting value from", "config \(file.path) --config", "gap 1min \(file.path):1",
                "workers 3 --workers", "output x BASKETWATCH_OUTPUT", "strict false standard",
                "topic must be set",
                "kafka.sasl.password *** \(file.path):2", "kafka.linger.ms 5 --kafka",
                "database-url postgresql://me:***@localhost/shop standard",
                "quiet false standard", "verbose false standard",
            ])
        #expect(!run.output.contains("hidden"))
    }

    @Test(
        "are refused in words",
        arguments: [
            (
                "--gap 0",
                "--gap must be 1 s or more (it is the silence after which a session closes; 30min unless "
                    + "set)"
            ),
            (
                "--gap=soon",
                "--gap must be a time with its unit, such as 50ms, 5s, 30min, 2h or 1d, not 'soon' (it "
                    + "is the silence after which a session closes; 30min unless set)"
            ),
            (
                "--workers 65",
                "--workers must be 1 to 64 (it is how many partitions are worked on at once; 2 unless "
                    + "set)"
            ),
            (
                "--strict=maybe",
                "--strict must be true or false, not 'maybe' (take nothing that is doubtful; false unless set)"
            ),
            ("--gapp 5s", "there is no flag --gapp; did you mean --gap?"),
            ("--gpa=5s", "there is no flag --gpa; did you mean --gap?"),
            ("-q", "there is no flag -q; did you mean --quiet?"),
            ("--quiet --verbose", "--quiet and --verbose exclude each other"),
            ("--xyzzy", "there is no flag --xyzzy"),
            ("-x", "there is no flag -x"),
            (
                "--gap",
                "--gap needs a value: --gap DURATION (the silence after which a session closes)"
            ),
            (
                "--gap --strict",
                "--gap needs a value: --gap DURATION (the silence after which a session closes)"
            ),
            ("a b c", "run takes 2 FILE at most, so 'c' has no place"),
            (
                "--config /no/such.conf",
                "the settings file /no/such.conf cannot be read: No such file or directory; "
                    + "name another with --config, or none: --config /dev/null"
            ),
        ])
    func refused(flags: String, message: String) {
        let run = SampleRun("run --topic t " + flags)

        let stop = message.hasSuffix("?") ? "" : "."
        #expect(run.errors == "basketwatch: \(message)\(stop) Try 'basketwatch run --help'.\n")
        #expect(run.code == .usage)
        #expect(run.output.isEmpty)
    }

    @Test("are listed for one command, what is missing among them")
    func listOfCommand() {
        let run = SampleRun("settings run --gap 5min")
        let rows = run.output.split(separator: "\n").map { row in
            row.split(separator: " ").joined(separator: " ")
        }

        #expect(
            rows == [
                "setting value from", "config the first there is standard", "gap 5min --gap",
                "workers 2 standard",
                "output standard output standard", "strict false standard", "topic must be set",
                "kafka standard", "quiet false standard", "verbose false standard",
            ])
        #expect(SampleRun("settings dance").code == .usage)
        #expect(SampleRun("settings topics create --gap 5min").code == .usage)
    }

    @Test("that a flag alone sets are led astray by no variable and no file")
    func flagOnly() throws {
        let gap = Setting<Duration>.gap.byFlagOnly
        func read(_ flags: [String]) -> Settings {
            var reader = SettingsReader(
                program: .sample(), environment: ["BASKETWATCH_GAP": "3min"])
            let declarations = [SettingDeclaration(gap)]
            reader.read(declarations, flags: ArgumentReader(flags, taking: declarations))
            return reader.settings
        }
        #expect(read([])[gap] == gap.standard)
        #expect(read(["--gap", "5min"])[gap] == .seconds(300))
    }

    @Test("must be set where there is no standard")
    func required() {
        let run = SampleRun("run")

        #expect(
            run.errors
                == "basketwatch: --topic or BASKETWATCH_TOPIC must be set (it is the topic that "
                + "is read). Try 'basketwatch run --help'.\n")
        #expect(run.code == .usage)
    }

    @Test("have all that is wrong with them told at once")
    func allTogether() throws {
        let file = try SettingsText("gap = 1min\nwrokers = 3\nno line\ngap = 2min\nstrict = 7\n")
        let environment = ["BASKETWATCH_WORKERS": "0", "BASKETWATCH_GAPP": "1"]
        let run = SampleRun(
            "run --config \(file.path) --topic t --kafka x", environment: environment)

        #expect(
            run.errors == """
                basketwatch: warning: BASKETWATCH_GAPP sets nothing; did you mean BASKETWATCH_GAP?
                basketwatch: 6 things are wrong:
                  \(file.path):3: a line must be name = value, or start with #
                  \(file.path):4: gap is set in line 1 already
                  \(file.path):2: there is no setting wrokers; did you mean workers?
                  BASKETWATCH_WORKERS must be 1 to 64 (it is how many partitions are worked on at once; \
                2 unless set)
                  \(file.path):5: strict must be true or false, not '7' (take nothing that is doubtful; false \
                unless set)
                  --kafka must be NAME=VALUE (it is a property of librdkafka, passed through)
                Try 'basketwatch run --help'.

                """)
        #expect(run.code == .usage)
    }

    @Test("end with another code where no flag is to blame")
    func codes() throws {
        let file = try SettingsText("gap = soon\n")
        let fromFile = SampleRun("run --topic t --config \(file.path)")
        let fromEnvironment = SampleRun("run --topic t", environment: ["BASKETWATCH_GAP": "soon"])
        let fromVariable = SampleRun(
            "run --topic t", environment: ["BASKETWATCH_CONFIG": "/no/such.conf"])

        #expect([fromFile, fromEnvironment, fromVariable].allSatisfy { $0.code == .configuration })
    }

    @Test("are read as operands after --")
    func operandsOnly() {
        #expect(SampleRun("run --topic t -- --gap -x").output.contains("operands=--gap,-x\n"))
        #expect(SampleRun("run --topic t -").output.contains("operands=-\n"))
    }

    @Test("is a flag alone where it says what one call is to do")
    func oneCall() throws {
        #expect(SampleRun("settings topics create --dry").output.contains("true"))
        let help = SampleRun("help topics create").output
        #expect(help.contains("--dry") && !help.contains("BASKETWATCH_DRY"))

        let variable = SampleRun("run --topic t", environment: ["BASKETWATCH_DRY": "true"])
        #expect(variable.code == .success)
        #expect(
            variable.errors.contains("BASKETWATCH_DRY sets nothing: give --dry to a call instead."))

        let file = try SettingsText("dry = true")
        let run = SampleRun("run --topic t --config \(file.path)")
        #expect(run.code == .configuration)
        #expect(run.errors.contains(":1: dry is no setting for all: give --dry to a call"))
    }
}
