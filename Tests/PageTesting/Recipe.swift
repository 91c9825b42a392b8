/// SQL that a page shows its readers: a ```sql block, or an indented one that begins with SELECT.
public struct Recipe: Sendable, CustomStringConvertible {
    public let sql: String
    /// The columns of the answer that the page shows right behind it; `nil`: it shows none.
    public let columns: [String]?

    public var description: String { sql }

    public static func all(in page: Page) -> [Recipe] {
        page.blocks.enumerated().compactMap { place, block in
            guard
                block.language == "sql"
                    || block.language.isEmpty && block.text.uppercased().hasPrefix("SELECT")
            else { return nil }
            let next = page.blocks.dropFirst(place + 1).first
            return Recipe(
                sql: block.text, columns: next.flatMap { $0.followsBlock ? columns(of: $0) : nil })
        }
    }

    /// The heading of a table as psql prints it.
    private static func columns(of block: CodeBlock) -> [String]? {
        guard block.lines.count > 1, block.lines[1].hasPrefix("--") else { return nil }
        return block.lines[0].split(separator: "|").map {
            String($0.replacing(" ", with: ""))
        }
    }
}
