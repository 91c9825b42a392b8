import Foundation
import ProgramTesting
import Testing

@Suite("The Debian package", Tool.needed("dpkg-shlibdeps", package: "dpkg-dev"))
struct DebianPackageTests {
    /// Made from the program that was built with the tests, and taken apart again.
    private let folder: Folder

    init() throws {
        folder = try Folder()
        let result = try BuiltProgram.shell(
            """
            set -e
            '\(ShippedFile.place("scripts/package"))' >/dev/null
            dpkg-deb --raw-extract "$OUTPUT"/basketwatch_*.deb "$OUTPUT"/tree
            """,
            environment: [
                "PROGRAM": BuiltProgram.path, "OUTPUT": folder.path, "COMPRESSION": "none",
            ], within: 60)
        try #require(result.code == 0, "\(result.errors)")
    }

    @Test(
        "holds what an installation holds, in Debian's places: settings for all, secrets for root")
    func contents() throws {
        let files = Set(folder.files)
        let expected = [
            "usr/bin/basketwatch", "lib/systemd/system/basketwatch.service",
            "usr/share/bash-completion/completions/basketwatch",
            "usr/share/zsh/vendor-completions/_basketwatch",
            "usr/share/fish/vendor_completions.d/basketwatch.fish",
            "usr/share/man/man1/basketwatch.1.gz", "usr/share/doc/basketwatch/copyright",
            "usr/share/doc/basketwatch/changelog.gz",
            "usr/share/doc/basketwatch/changelog.Debian.gz",
            "usr/share/doc/basketwatch/examples/basketwatch.conf.example",
            "etc/basketwatch/basketwatch.conf", "etc/basketwatch/environment",
        ]
        for file in expected { #expect(files.contains("tree/" + file), "\(file)") }
        #expect(try folder.permissions("tree/etc/basketwatch/basketwatch.conf") == 0o644)
        #expect(try folder.permissions("tree/etc/basketwatch/environment") == 0o600)
        let settings = files.filter { $0.hasPrefix("tree/etc/") }.map { $0.dropFirst("tree".count) }
        let kept = try folder.text("tree/DEBIAN/conffiles").split(separator: "\n")
        #expect(Set(settings) == Set(kept))
    }

    @Test("names who answers for it where DEBEMAIL does, and refuses what is no address")
    func maintainer() throws {
        func made(_ address: String) throws -> ProgramResult {
            let folder = try Folder()
            return try BuiltProgram.shell(
                """
                '\(ShippedFile.place("scripts/package"))' >/dev/null &&
                dpkg-deb --field "$OUTPUT"/basketwatch_*.deb Maintainer
                """,
                environment: [
                    "PROGRAM": BuiltProgram.path, "OUTPUT": folder.path, "COMPRESSION": "none",
                    "DEBEMAIL": address, "DEBFULLNAME": "A & B \\1 Shop",
                ], within: 60)
        }
        #expect(try made("packages@shop.test").output == "A & B \\1 Shop <packages@shop.test>\n")
        let refused = try made("nobody")
        #expect(refused.code == 1 && refused.errors.contains("DEBEMAIL is an address"))
    }

    @Test("depends on the libraries that the program is linked to")
    func dependencies() throws {
        let control = try folder.text("tree/DEBIAN/control").split(separator: "\n")
        let line = try #require(control.first { $0.hasPrefix("Depends: ") })
        let named = line.dropFirst("Depends: ".count).split(separator: ", ").map { part in
            String(part.prefix { $0 != " " })
        }
        #expect(try ProgramLibraries.packages().union(["libc6", "adduser"]).isSubset(of: named))
        #expect(!control.contains { $0.contains("@") && !$0.hasPrefix("Maintainer: ") })
    }

    @Test("has scripts that the shell can read and that stop at the first failure")
    func scripts() throws {
        for name in ["postinst", "prerm", "postrm"] {
            let script = "tree/DEBIAN/\(name)"
            #expect(try BuiltProgram.shell("sh -n '\(folder.path)/\(script)'").code == 0, "\(name)")
            #expect(try folder.text(script).hasPrefix("#!/bin/sh\nset -e\n"), "\(name)")
            #expect(try folder.permissions(script) == 0o755, "\(name)")
        }
    }

    @Test("has a settings file that sets nothing as it comes")
    func settings() throws {
        let file = "\(folder.path)/tree/etc/basketwatch/basketwatch.conf"
        let result = try BuiltProgram.run(["settings", "run", "--config", file])
        #expect(result.code == 0 && !result.output.contains("basketwatch.conf:"), "\(result)")
    }
}
