import Foundation
import ProgramTesting
import Testing

/// Whether a program of the system is there.
private func isInstalled(_ program: String) -> Bool {
    ["/usr/bin/", "/bin/"].contains {
        FileManager.default.isExecutableFile(atPath: $0 + program)
    }
}

extension CommandLineTests {
    /// A line up to the cursor, a word that must be offered, and one that must not.
    private static let completed: [(line: String, offered: String, withheld: String)] = [
        ("basketwatch ", "topics", "create"),
        ("basketwatch st", "status", "run"),
        ("basketwatch topics ", "create", "run"),
        ("basketwatch topics create --ret", "--retention", "--topic"),
        ("basketwatch run --fr", "--from", "--gap"),
        ("basketwatch run --from ", "earliest", "--gap"),
        ("basketwatch run --from e", "earliest", "latest"),
        ("basketwatch run --log-level w", "warning", "debug"),
        ("basketwatch run --verb", "--verbose", "--quiet"),
        ("basketwatch settings --ch", "--check", "--gap"),
        ("basketwatch settings run --unt", "--until-end", "--check"),
        ("basketwatch help topics ", "create", "topics"),
        ("basketwatch completions ", "fish", "tcsh"),
        ("basketwatch publish ev", "events.jsonl", "basketwatch.conf"),
        ("basketwatch run --config ba", "basketwatch.conf", "events.jsonl"),
        ("basketwatch run --gap 5min --wo", "--workers", "--gap"),
    ]

    private func offers(_ script: String) throws -> Set<String> {
        let folder = try TemporaryFolder()
        for name in ["events.jsonl", "basketwatch.conf"] { _ = try folder.write([], to: name) }
        let end = try BuiltProgram.shell(script, folder: folder.path)
        #expect(end.code == 0 && end.errors.isEmpty, "\(script): \(end.errors)")
        return Set(
            end.output.split(separator: "\n")
                .map { String($0.prefix { $0 != "\t" && $0 != " " }) })
    }

    @Test("completes in bash", arguments: completed)
    func bash(line: String, offered: String, withheld: String) throws {
        let words = line.split(separator: " ", omittingEmptySubsequences: false)
        let quoted = words.map { "'\($0)'" }.joined(separator: " ")
        let found = try offers(
            """
            source <(basketwatch completions bash)
            COMP_WORDS=(\(quoted)) COMP_CWORD=\(words.count - 1)
            _basketwatch
            printf '%s\\n' "${COMPREPLY[@]}"
            """)
        #expect(found.contains(offered), "\(found)")
        #expect(!found.contains(withheld), "\(found)")
    }

    @Test("completes --flag=value in bash, which takes it apart")
    func bashEquals() throws {
        for (words, expected) in [("= ", ["earliest", "latest"]), ("= l", ["latest"])] {
            let parts = words.split(separator: " ").map { "'\($0)'" }.joined(separator: " ")
            let found = try offers(
                """
                source <(basketwatch completions bash)
                COMP_WORDS=(basketwatch run --from \(parts))
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                _basketwatch
                printf '%s\\n' "${COMPREPLY[@]}"
                """)
            #expect(found == Set(expected))
        }
    }

    @Test(
        "completes in fish", .enabled(if: isInstalled("fish"), "fish is not installed"),
        arguments: completed)
    func fish(line: String, offered: String, withheld: String) throws {
        let found = try offers(
            """
            fish --no-config -c "basketwatch completions fish | source; complete -C '\(line)'"
            """)
        #expect(found.contains(offered), "\(found)")
        #expect(!found.contains(withheld), "\(found)")
    }

    @Test(
        "writes completions that zsh can read",
        .enabled(if: isInstalled("zsh"), "zsh is not installed"))
    func zsh() throws {
        let folder = try TemporaryFolder()
        let end = try BuiltProgram.shell(
            """
            basketwatch completions zsh > _basketwatch && zsh -n _basketwatch &&
            zsh -f -c 'autoload -U compinit; compinit -u -d dump; source ./_basketwatch
                print -r -- $_comps[basketwatch]'
            """, folder: folder.path)
        #expect(end.code == 0 && end.errors.isEmpty, "\(end.errors)")
        #expect(end.output == "_basketwatch\n")
    }

    @Test(
        "writes a manual page that groff has nothing to say of",
        .enabled(if: isInstalled("groff"), "groff is not installed"))
    func manual() throws {
        let end = try BuiltProgram.shell("basketwatch man | groff -man -Tutf8 -ww | col -b")
        #expect(end.code == 0 && end.errors.isEmpty, "\(end.errors)")
        for command in CommandLineTests.commands {
            #expect(end.output.contains("basketwatch \(command)"))
        }
        for word in ["--gap DURATION", "EXIT STATUS", "~/.pgpass", "PGHOST", "BASKETWATCH_GAP"] {
            #expect(end.output.contains(word), "\(word)")
        }
    }
}
