import Foundation
import Testing

/// What neither the compiler nor the formatter holds.
@Suite("The project's files")
struct HygieneTests {
    private static let folders = [
        "Sources", "Tests", "Benchmarks", "docs", "migrations", "fixtures", "scripts", "examples",
        "packaging",
    ]

    /// Every text file of the project, by its path inside it.
    static let texts: [String] = {
        let found = folders.flatMap { folder -> [String] in
            let enumerator = FileManager.default.enumerator(
                at: SourceTree.root.appending(path: folder),
                includingPropertiesForKeys: [.isRegularFileKey])
            return (enumerator?.allObjects as? [URL] ?? [])
                .filter {
                    // One that cannot be asked fails the test that reads it.
                    (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true
                }
                .map { String($0.path.dropFirst(SourceTree.root.path.count)) }
        }
        return found.map { $0.hasPrefix("/") ? String($0.dropFirst()) : $0 }
            .filter { !$0.hasSuffix(".bin") } + [
                "Package.swift", "Makefile", "README.md", "CHANGELOG.md", "CONTRIBUTING.md",
                "LICENSE",
                "Dockerfile", "docker-compose.yml", ".env.example",
            ]
    }()

    private static func text(_ path: String) throws -> String {
        String(
            decoding: try Data(contentsOf: SourceTree.root.appending(path: path)), as: UTF8.self)
    }

    @Test("end with a line break, and with one only")
    func lineBreaks() throws {
        #expect(Self.texts.count > 200)
        for path in Self.texts {
            let text = try Self.text(path)
            #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"), "\(path)")
        }
    }

    @Test("name no place of the machine that they were written on")
    func places() throws {
        let places = ["/ro" + "ot/", "/ho" + "me/", "/wo" + "rk/"]
        for path in Self.texts {
            let text = try Self.text(path)
            for place in places { #expect(!text.contains(place), "\(path) names \(place)") }
        }
    }

    @Test("print only where the program speaks to its user, and leave nothing undone")
    func leftovers() throws {
        let forbidden = [
            "TO" + "DO", "FIX" + "ME", "XX" + "X:", "try" + "! ", "nonisolated(un" + "safe)",
        ]
        for path in Self.texts where path.hasPrefix("Sources/") && path.hasSuffix(".swift") {
            let text = try Self.text(path)
            for word in forbidden { #expect(!text.contains(word), "\(path) has \(word)") }
            let prints = text.split(separator: "\n").filter {
                $0.firstMatch(of: #/(^|[^A-Za-z.])(print|debugPrint|dump)\(/#) != nil
            }
            #expect(prints.isEmpty, "\(path): \(prints)")
        }
    }

    @Test("say why wherever an error is passed over")
    func silence() throws {
        let folders = ["Sources/", "Tests/", "Benchmarks/"]
        for path in Self.texts
        where path.hasSuffix(".swift") && folders.contains(where: path.hasPrefix) {
            let lines = try Self.text(path).split(separator: "\n", omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated()
            where line.firstMatch(of: #/\btry\?(?!\$)/#) != nil {
                let near = lines[max(0, index - 2)...index]
                #expect(
                    near.contains { $0.contains("//") }, "\(path):\(index + 1) says not why")
            }
        }
    }

    @Test("give every forced cast of safety its reason")
    func unchecked() throws {
        for path in Self.texts where path.hasPrefix("Sources/") && path.hasSuffix(".swift") {
            let lines = try Self.text(path).split(separator: "\n", omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated() where line.contains("@unchecked Sendable") {
                let before = lines[max(0, index - 5)..<index].joined()
                #expect(
                    before.contains("Sendable"), "\(path):\(index + 1) says not what makes it so")
            }
        }
    }
}
