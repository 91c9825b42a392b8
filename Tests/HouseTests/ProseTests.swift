import Foundation
import PageTesting
import Testing

/// What the pages say of the project's files, and what they link to.
@Suite("The project's prose")
struct ProseTests {
    @Test("is found: no page is left out")
    func pages() {
        let paths = Page.all.map(\.path)
        for path in [
            "README.md", "CONTRIBUTING.md", "docs/sql.md", "fixtures/README.md",
            "examples/README.md",
        ] {
            #expect(paths.contains(path))
        }
        #expect(paths.contains { $0.hasPrefix("docs/decisions/") })
        #expect(Page.all.flatMap(\.links).count > 20)
        #expect(Page.all.flatMap(\.spans).count(where: Self.isPath) > 40)
    }

    @Test("links only to files and headings that are there", arguments: Page.all)
    func links(page: Page) throws {
        for link in page.links where !link.hasPrefix("http") {
            let parts = link.split(
                separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
            let folder = Page.url(page.path).deletingLastPathComponent()
            let target =
                parts[0].isEmpty ? Page.url(page.path) : folder.appending(path: String(parts[0]))
            try #require(
                FileManager.default.fileExists(atPath: target.path),
                "\(page) links to \(link)")
            guard parts.count > 1 else { continue }
            let text = try String(contentsOf: target, encoding: .utf8)
            #expect(
                Page(target.lastPathComponent, text: text).anchors.contains(String(parts[1])),
                "\(page) links to \(link)")
        }
    }

    @Test("names only files that are there", arguments: Page.all)
    func files(page: Page) {
        for name in page.spans.filter(Self.isPath) where page.path != "CHANGELOG.md" {
            #expect(Self.isThere(name, on: page), "\(page): \(name)")
        }
    }

    @Test("names only make targets that there are", arguments: Page.all)
    func makeTargets(page: Page) throws {
        let makefile = try String(contentsOf: Page.url("Makefile"), encoding: .utf8)
        let lines = page.blocks.flatMap(\.lines) + page.spans
        for match in lines.compactMap({ $0.firstMatch(of: /^(?:\$ )?make ([a-z][a-z-]*)/) }) {
            let isThere = makefile.contains("\n\(match.output.1):")
            #expect(isThere, "\(page): \(match.output.0)")
        }
    }

    @Test("names a source for every distribution of the simulated shop, or says that it is ours")
    func sources() throws {
        let rows = try String(contentsOf: Page.url("docs/traffic.md"), encoding: .utf8)
            .split(separator: "\n").drop { $0 != "| what | distribution | source |" }
            .dropFirst(2).prefix { $0.hasPrefix("|") }
        #expect(rows.count > 15)
        for row in rows {
            let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            #expect(cells.count == 3 && cells.last != "", "\(row)")
        }
    }

    @Test("of the examples tells of each of them")
    func examples() throws {
        let page = try Page("examples/README.md")
        let files = try FileManager.default.contentsOfDirectory(
            atPath: Page.url("examples").path
        ).filter { $0 != "README.md" }
        #expect(!files.isEmpty)
        for file in files { #expect(page.text.contains(file), "\(file)") }
    }

    /// The folders whose files are named by their whole path.
    private static let folders = [
        "Sources", "Tests", "Benchmarks", "docs", "migrations", "fixtures", "scripts", "examples",
        ".ci",
    ]
    // Without Sources every test of this target fails.
    private static let targets = Set((try? SourceTree.targets()) ?? [])
    /// Files that are named by themselves.
    private static let sources: Set<String> = {
        let found = ["Sources", "Tests"].flatMap { folder in
            FileManager.default.subpaths(atPath: Page.url(folder).path) ?? []
        }
        return Set(found.compactMap { $0.split(separator: "/").last.map(String.init) })
    }()

    /// A name of one certain file or folder: no pattern, no file of the reader's own.
    private static func isPath(_ span: String) -> Bool {
        guard span.wholeMatch(of: /[A-Za-z0-9_.+\/-]+/) != nil, !span.contains("NNNN") else {
            return false
        }
        guard let slash = span.firstIndex(of: "/") else { return span.hasSuffix(".swift") }
        let first = String(span[..<slash])
        return folders.contains(first) || targets.contains(first)
    }

    private static func isThere(_ name: String, on page: Page) -> Bool {
        let folder = Page.url(page.path).deletingLastPathComponent()
        return sources.contains(name)
            || [Page.root, Page.url("Sources"), folder].contains {
                FileManager.default.fileExists(atPath: $0.appending(path: name).path)
            }
    }
}
