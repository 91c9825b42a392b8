import Foundation
import PageTesting
import Testing

@Suite("The page on SQL")
struct SQLPageTests {
    private static let path = "docs/sql.md"
    private let page: Page
    private let catalogue: SQLCatalogue

    init() throws {
        page = try Page(Self.path)
        catalogue = try SQLCatalogue()
    }

    /// `make sql-reference` asks for the page to be written anew.
    private static let isAsked =
        ProcessInfo.processInfo.environment["BASKETWATCH_WRITE_SQL_REFERENCE"] == "1"

    @Test("has every view, column and function that people may ask, as the catalogue tells of them")
    func reference() throws {
        let parts = page.text.split(separator: SQLReference.begin, omittingEmptySubsequences: false)
        try #require(parts.count == 2)
        let rest = parts[1].split(separator: SQLReference.end, omittingEmptySubsequences: false)
        try #require(rest.count == 2)
        let reference = "\n\n\(SQLReference(catalogue: catalogue))\n"
        if Self.isAsked {
            let text =
                "\(parts[0])\(SQLReference.begin)\(reference)\(SQLReference.end)\(rest[1])"
            try Data(text.utf8).write(to: Page.url(Self.path))
        } else {
            #expect(rest[0] == reference, "docs/sql.md is not up to date: make sql-reference")
        }
    }

    @Test("says of all of them what they mean")
    func meanings() {
        #expect(catalogue.relations.count >= 8)
        #expect(catalogue.functions.count >= 5)
        for relation in catalogue.relations {
            #expect(!relation.meaning.isEmpty, "\(relation.name)")
            for column in relation.columns {
                #expect(!column.meaning.isEmpty, "\(relation.name).\(column.name)")
            }
        }
        for function in catalogue.functions {
            #expect(!function.meaning.isEmpty, "\(function.name)")
        }
    }

    @Test("gives every amount, share and length a unit")
    func units() {
        for column in catalogue.relations.flatMap(\.columns) {
            let isMeasured =
                ["double precision", "numeric", "real", "interval"].contains(column.type)
                || column.meaning.contains(/minor unit|cents|milliseconds|2\^-20/)
            guard isMeasured else { continue }
            #expect(!SQLReference.unit(of: column).isEmpty, "\(column.name): end it with its unit")
        }
    }

    @Test("lists every view in its overview, and names nothing that is not there")
    func names() {
        for relation in catalogue.relations {
            let isListed = page.text.contains("\n| `\(relation.name)` |")
            #expect(isListed, "\(relation.name)")
        }
        let known = Set(
            catalogue.relations.map(\.name) + catalogue.relations.flatMap { $0.columns.map(\.name) }
                + catalogue.functions.map(\.name) + catalogue.otherNames)
        for span in page.spans {
            // A name of ours, bare, with the schema in front or with arguments behind.
            let match = span.wholeMatch(of: /(?:basketwatch\.)?([a-z]+(?:_[a-z]+)+)(?:\(.*\))?/)
            guard let name = match?.output.1 else { continue }
            let isKnown = known.contains(String(name))
            #expect(isKnown, "docs/sql.md names \(span)")
        }
    }
}
