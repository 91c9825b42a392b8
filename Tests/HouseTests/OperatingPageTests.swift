import Foundation
import Testing

/// docs/operating.md promises what each error means: no message without a row, no row without a message.
@Suite("The page on operating")
struct OperatingPageTests {
    private static let files = [
        "KafkaLog/KafkaLogError+Description.swift", "BasketStore/BasketStoreError.swift",
        "BasketFiles/BasketFilesError.swift", "BasketPipeline/ProcessorError.swift",
        "BasketSessions/CheckpointError.swift", "BasketPipeline/VerificationError.swift",
    ]

    /// The beginnings of all messages, as far as their first line of source goes, `…` in the places
    /// of values.
    private static func messages() throws -> [String] {
        try files.flatMap { file in
            let url = SourceTree.root.appending(path: "Sources").appending(path: file)
            let text = try String(contentsOf: url, encoding: .utf8)
            return text.matches(of: /case \.[a-zA-Z]+(?:\([^)]*\))?:\s*"/)
                .map { literal(text[$0.range.upperBound...]) }
        }
        // Another error's words, handed through.
        .filter { $0 != "…" }
    }

    /// The literal up to its closing quote.
    private static func literal(_ text: Substring) -> String {
        var rest = text
        var words = ""
        while let next = rest.popFirst(), next != "\"" {
            guard next == "\\" else {
                words.append(next)
                continue
            }
            guard rest.popFirst() == "(" else { continue }
            words += "…"
            var depth = 1
            while depth > 0, let next = rest.popFirst() {
                depth += next == "(" ? 1 : next == ")" ? -1 : 0
            }
        }
        return words
    }

    private static func rows() throws -> [String] {
        let page = SourceTree.root.appending(path: "docs/operating.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let part = try #require(text.firstRange(of: "\n## What each error means"))
        return text[part.upperBound...].matches(of: /\n\| `([^`]+)` \|/).map { String($0.output.1) }
    }

    @Test("has a row for every message of an error")
    func complete() throws {
        let rows = try Self.rows()
        let messages = try Self.messages()
        #expect(messages.count > 50)
        for message in messages {
            #expect(
                rows.contains { message.hasPrefix($0.trimmingSuffix("…")) },
                "docs/operating.md tells nothing of: \(message)")
        }
    }

    /// Every literal of these files, and what lies between two of them: no message's beginning.
    private static func literals() throws -> [String] {
        try files.flatMap { file in
            let url = SourceTree.root.appending(path: "Sources").appending(path: file)
            let text = try String(contentsOf: url, encoding: .utf8)
            return text.indices.filter { text[$0] == "\"" }
                .map { literal(text[text.index(after: $0)...]) }
        }
    }

    @Test("has no row for what no error says")
    func noneTooMany() throws {
        let messages = try Self.literals()
        for row in try Self.rows() {
            #expect(
                messages.contains { $0.hasPrefix(row.trimmingSuffix("…")) },
                "no error begins with: \(row)")
        }
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: Character) -> String {
        String(reversed().drop { $0 == suffix || $0 == " " }.reversed())
    }
}
