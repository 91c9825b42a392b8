import Testing

@testable import BasketConsole

@Suite("The settings file")
struct SettingsFileTests {
    @Test("is the one that is named, else the first of the standard places")
    func lookup() throws {
        let near = try SettingsText("workers = 3\n")
        let far = try SettingsText("workers = 4\n")
        let named = try SettingsText("workers = 5\n")
        let places = [near.path, far.path]
        let line = "run --topic t"

        #expect(SampleRun(line, files: places).output.contains("workers=3"))
        #expect(SampleRun(line, files: ["/no/such.conf", far.path]).output.contains("workers=4"))
        #expect(SampleRun(line, files: ["/no/such.conf"]).output.contains("workers=2"))
        #expect(
            SampleRun(line + " --config \(named.path)", files: places).output.contains("workers=5"))
        #expect(
            SampleRun(line, environment: ["BASKETWATCH_CONFIG": named.path], files: places).output
                .contains("workers=5"))
        #expect(
            SampleRun("settings", files: places).output.split(separator: "\n")
                .contains { $0.hasPrefix("config") && $0.contains(near.path) })
        #expect(SampleRun(line + " --verbose", files: places).errors.contains("file \(near.path)"))
    }

    @Test("is passed over with a warning where nobody named it and one may not read it")
    func forbidden() throws {
        let near = try SettingsText("workers = 3\n", mode: 0o000)
        let far = try SettingsText("workers = 4\n", mode: 0o644)
        let warning =
            "basketwatch: warning: \(near.path) is passed over: you may not read it. Its owner can let "
            + "you: chmod a+r \(near.path), where no secret is in it\n"
        let line = "run --topic t"

        try OrdinaryUser.run {
            let next = SampleRun(line, files: [near.path, far.path])
            #expect(next.code == .success && next.output.contains("workers=4"), "\(next.errors)")
            #expect(next.errors == warning)
            let none = SampleRun(line, files: [near.path])
            #expect(none.code == .success && none.output.contains("workers=2"), "\(none.errors)")
            #expect(SampleRun("settings run --check", files: [near.path]).errors == warning)
            #expect(SampleRun(line + " --quiet", files: [near.path]).errors.isEmpty)

            // Whoever names it means it.
            let named = SampleRun(line + " --config \(near.path)")
            #expect(named.code == .usage)
            #expect(named.errors.contains("\(near.path) cannot be read: Permission denied"))
            let variable = SampleRun(line, environment: ["BASKETWATCH_CONFIG": near.path])
            #expect(variable.code == .configuration)
        }
    }

    @Test("is in the way where it is found and is no text, whoever reads it")
    func directory() {
        let run = SampleRun("run --topic t", files: ["/tmp"])
        #expect(run.code == .configuration)
        #expect(run.errors.contains("/tmp cannot be read: it is a directory"), "\(run.errors)")
    }

    @Test("warns of a secret that everybody may read")
    func secrets() throws {
        func warnings(_ text: String, mode: Int) throws -> String {
            let file = try SettingsText(text, mode: mode)
            return SampleRun("run --topic t --config \(file.path)").errors
                .replacing(file.path, with: "FILE")
        }
        let url = "database-url = postgresql://u:hidden@h/d\n"
        let warning =
            "basketwatch: warning: FILE:1: database-url holds a secret, and everybody on this machine "
            + "may read the file; chmod 600 FILE keeps it to you\n"

        #expect(try warnings(url, mode: 0o644) == warning)
        #expect(try warnings(url, mode: 0o640).isEmpty)
        #expect(try warnings("database-url = postgresql://u@h/d\n", mode: 0o644).isEmpty)
        #expect(
            try warnings("kafka.sasl.password = p\n", mode: 0o644).contains("kafka.sasl.password"))
        #expect(try warnings("kafka.ssl.key.location = k.pem\n", mode: 0o644).isEmpty)
    }

    @Test("does not name another one")
    func noConfig() throws {
        let file = try SettingsText("config = other.conf\n")
        let run = SampleRun("run --topic t --config \(file.path)")

        #expect(run.code == .configuration)
        #expect(run.errors.contains(":1: config names this file"))
    }
}
