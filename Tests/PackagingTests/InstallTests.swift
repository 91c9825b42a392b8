import Foundation
import ProgramTesting
import Testing

@Suite("An installation")
struct InstallTests {
    static let files = [
        "bin/basketwatch", "lib/systemd/system/basketwatch.service",
        "share/bash-completion/completions/basketwatch",
        "share/doc/basketwatch/examples/basketwatch.conf.example",
        "share/doc/basketwatch/examples/environment.example",
        "share/fish/vendor_completions.d/basketwatch.fish", "share/man/man1/basketwatch.1",
        "share/zsh/site-functions/_basketwatch",
    ]

    private func install(
        _ folder: Folder, program: String = BuiltProgram.path, _ options: String = ""
    ) throws -> ProgramResult {
        try BuiltProgram.shell(
            "'\(ShippedFile.place("scripts/install"))' \(options)",
            environment: ["PREFIX": folder.path, "PROGRAM": program])
    }

    @Test(
        "puts all files below the prefix, says what comes next, and is taken away but for shared folders"
    )
    func roundTrip() throws {
        let folder = try Folder()
        let result = try install(folder)
        #expect(result.code == 0, "\(result.errors)")
        #expect(folder.files == Self.files)
        #expect(result.output.contains("systemctl enable --now basketwatch"))
        #expect(try folder.permissions("bin/basketwatch") == 0o755)
        #expect(try folder.permissions("share/man/man1/basketwatch.1") == 0o644)

        let unit = try folder.text("lib/systemd/system/basketwatch.service")
        #expect(unit.contains("\nExecStart=\(folder.path)/bin/basketwatch run\n"))
        #expect(try folder.text("share/man/man1/basketwatch.1").hasPrefix(".TH BASKETWATCH 1"))
        let bash = try BuiltProgram.shell(
            "bash -n '\(folder.path)/share/bash-completion/completions/basketwatch'")
        #expect(bash.code == 0, "\(bash.errors)")

        let removed = try install(folder, "--uninstall")
        #expect(removed.code == 0, "\(removed.errors)")
        #expect(folder.files.isEmpty)
        // The others may be everybody's.
        #expect(folder.folders.filter { $0.contains("basketwatch") } == [])
    }

    @Test("says how to make the program when there is none")
    func noProgram() throws {
        let folder = try Folder()
        let result = try install(folder, program: "\(folder.path)/none")
        #expect(result.code == 1)
        #expect(result.errors.contains("make static"))
        #expect(folder.files.isEmpty)
    }
}
