import Foundation

/// A page of the project's documentation, as its readers take it: prose, code, links.
public struct Page: Sendable, CustomStringConvertible {
    /// Its path in the repository.
    public let path: String
    public let text: String
    /// Its code, in the order of the page.
    public let blocks: [CodeBlock]
    /// Its lines outside code blocks.
    public let prose: [Substring]

    public var description: String { path }

    /// Every page there is.
    public static let all: [Page] = {
        let files = FileManager.default
        // A folder that is not there has no pages.
        let found = ["", "docs", "fixtures", "examples"].flatMap { folder in
            ((try? files.subpathsOfDirectory(atPath: url(folder).path)) ?? [])
                .filter { !folder.isEmpty || !$0.contains("/") }
                .map { folder.isEmpty ? $0 : folder + "/" + $0 }
        }
        return found.filter { $0.hasSuffix(".md") }.sorted().compactMap {
            // What cannot be read fails the test that counts the pages.
            try? Page($0)
        }
    }()

    public static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    public static func url(_ path: String) -> URL { root.appending(path: path) }

    public init(_ path: String) throws {
        self.init(path, text: try String(contentsOf: Page.url(path), encoding: .utf8))
    }

    public init(_ path: String, text: String) {
        self.path = path
        self.text = text
        var reader = CodeBlock.Reader()
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            reader.read(line)
        }
        (blocks, prose) = reader.finish()
    }

    /// Code within the prose: what stands between backticks.
    public var spans: [String] {
        prose.joined(separator: "\n").matches(of: /`([^`]+)`/).map {
            String($0.output.1.replacing("\n", with: " "))
        }
    }

    /// Where its links lead: path and anchor as they are written.
    public var links: [String] {
        prose.joined(separator: "\n").matches(of: /\]\(([^)\s]+)[^)]*\)/).map {
            String($0.output.1)
        }
    }

    /// What `#…` can lead to: its headings, spelt as GitHub spells them.
    public var anchors: Set<String> {
        Set(prose.filter { $0.hasPrefix("#") }.map { Page.anchor(of: $0.drop { $0 == "#" }) })
    }

    static func anchor(of heading: Substring) -> String {
        let kept = heading.drop { $0 == " " }.lowercased().filter {
            $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_"
        }
        return kept.replacing(" ", with: "-")
    }
}
