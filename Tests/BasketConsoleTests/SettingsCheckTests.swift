import Testing

@testable import BasketConsole

@Suite("A check of the settings")
struct SettingsCheckTests {
    @Test("tells each thing it found, and ends with 0 when all is well")
    func good() {
        let run = SampleRun("settings run --check --topic clicks")

        #expect(run.code == .success)
        #expect(run.output == "✓ broker       answers run\n")
        #expect(
            SampleRun("settings --check --topic t").output == "✓ broker       answers everybody\n")
        #expect(SampleRun("settings run --check --topic t --quiet").output.isEmpty)
        // As any flag may be given.
        #expect(SampleRun("settings run --check=true --topic clicks").output == run.output)
        #expect(SampleRun("settings run --check=false").output.contains("must be set"))
        #expect(
            SampleRun("settings run --check=x").errors.contains("--check must be true or false"))
    }

    @Test("ends with the code of the first thing that is wrong")
    func bad() {
        let run = SampleRun("settings --check --topic lost")

        #expect(run.code == .unavailable)
        #expect(
            run.output == """
                ✓ broker       answers everybody
                ✗ topic        There is no topic 'lost'. Make it.
                ✗ gap          Worse things follow.

                """)
        #expect(
            SampleRun("settings --check --topic lost --quiet").output.split(separator: "\n").count
                == 2)
    }

    @Test("says what must be set and is not")
    func missing() {
        let run = SampleRun("settings run --check")

        #expect(run.code == .configuration)
        #expect(run.output.contains("✗ topics       --topic or BASKETWATCH_TOPIC must be set"))
    }

    @Test("has nothing to try for a command that declares none of it")
    func nothing() {
        let run = SampleRun("settings topics create --check")

        #expect(run.code == .success)
        #expect(run.output == "topics create needs no server: there is nothing to try.\n")
    }

    @Test("comes after what is wrong with the settings themselves")
    func wrong() {
        let run = SampleRun("settings run --check --topic t --gap never")

        #expect(run.code == .usage)
        #expect(run.output.isEmpty)
        #expect(SampleRun("settings --check --example").errors.contains("exclude each other"))
    }
}
