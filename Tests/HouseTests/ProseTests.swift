import Foundation
import Testing

/// What the files say, and what they link to.
@Suite("The project's prose")
struct ProseTests {
    static let pages: [URL] = {
        let docs = SourceTree.root.appending(path: "docs")
        let found = FileManager.default.enumerator(at: docs, includingPropertiesForKeys: nil)
        let pages = (found?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "md" }
        let top = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "fixtures/README.md"]
        return pages + top.map { SourceTree.root.appending(path: $0) }
    }()

    @Test("links only to files that are there", arguments: pages)
    func links(page: URL) throws {
        let text = try String(contentsOf: page, encoding: .utf8)
        for match in text.matches(of: /\]\(([^)#\s]+)[^)]*\)/) {
            let target = String(match.output.1)
            guard !target.hasPrefix("http") else { continue }
            let file = page.deletingLastPathComponent().appending(path: target)
            #expect(
                FileManager.default.fileExists(atPath: file.path),
                "\(page.lastPathComponent) links to \(target)")
        }
    }

    @Test("names only files of Sources that are there")
    func architecture() throws {
        let page = SourceTree.root.appending(path: "docs/architecture.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let sources = SourceTree.root.appending(path: "Sources")
        let names = text.matches(of: /`((?:[A-Za-z]+\/)[A-Za-z+]+\.swift)`/).map { $0.output.1 }
        #expect(!names.isEmpty)
        for name in names {
            #expect(
                FileManager.default.fileExists(atPath: sources.appending(path: String(name)).path),
                "docs/architecture.md names \(name)")
        }
    }

    @Test("names only make targets that there are", arguments: pages)
    func makeTargets(page: URL) throws {
        let makefile = try String(
            contentsOf: SourceTree.root.appending(path: "Makefile"), encoding: .utf8)
        let text = try String(contentsOf: page, encoding: .utf8)
        for match in text.matches(of: /`make ([a-z-]+)/) {
            #expect(
                makefile.contains("\n\(match.output.1):"),
                "\(page.lastPathComponent) names make \(match.output.1)")
        }
    }
}
