/// Rows of text in aligned columns.
public struct Table: Sendable {
    /// A column's heading and how its cells are aligned.
    public struct Column: Hashable, Sendable {
        enum Alignment: Hashable {
            case left
            case right
            case money
        }

        let heading: String
        let alignment: Alignment

        public static func left(_ heading: String) -> Column {
            Column(heading: heading, alignment: .left)
        }

        /// For numbers.
        public static func right(_ heading: String) -> Column {
            Column(heading: heading, alignment: .right)
        }

        /// For ``Figure/money(_:_:)``: currencies to the left, amounts to the right.
        public static func money(_ heading: String) -> Column {
            Column(heading: heading, alignment: .money)
        }
    }

    private let columns: [Column]
    private var rows: [[String]] = []
    private static let gap = "   "

    public init(_ columns: [Column]) {
        self.columns = columns
    }

    public var isEmpty: Bool { rows.isEmpty }

    /// Adds a row: a cell for each column. What would steer a terminal is shown, not sent.
    public mutating func add(_ cells: [String]) {
        precondition(cells.count == columns.count, "A row needs a cell for each column.")
        rows.append(cells.map(Self.harmless))
    }

    /// The text with control characters written out: a cell may hold what a stranger has sent, and
    /// an escape code of theirs must not reach the terminal.
    private static func harmless(_ cell: String) -> String {
        guard cell.unicodeScalars.contains(where: isControl) else { return cell }
        var text = ""
        for scalar in cell.unicodeScalars {
            switch scalar {
            // A line break or tab would tear the table.
            case "\n", "\r", "\t": text += " "
            case _ where isControl(scalar):
                text += "\\u{" + String(scalar.value, radix: 16) + "}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// C0 with ESC, DEL and C1.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
    }

    /// The heading and the rows; no spaces at the ends of lines.
    /// - Parameter width: Longer lines are cut; `nil` cuts none.
    public func lines(width: Int? = nil) -> [String] {
        let aligned = columns.indices.map { place in
            align(rows.map { $0[place] }, as: columns[place])
        }
        return (0...rows.count).map { line in
            var text = aligned.map { $0[line] }.joined(separator: Self.gap)
            while text.last == " " { text.removeLast() }
            return width.map { DisplayWidth.cut(text, to: $0) } ?? text
        }
    }

    /// A column's heading and cells, all of one width.
    private func align(_ cells: [String], as column: Column) -> [String] {
        let cells = column.alignment == .money ? Self.spread(cells) : cells
        let all = [column.heading] + cells
        let width = all.map(DisplayWidth.of).max() ?? 0
        return all.enumerated().map { place, text in
            let isRight = column.alignment == .right || (column.alignment == .money && place > 0)
            return DisplayWidth.padded(text, to: width, onLeft: isRight)
        }
    }

    /// "EUR 4.90" beside "EUR 139.90" reads "EUR   4.90".
    private static func spread(_ cells: [String]) -> [String] {
        let width = cells.map(DisplayWidth.of).max() ?? 0
        return cells.map { cell in
            guard let space = cell.firstIndex(of: " ") else { return cell }
            let (currency, amount) = (String(cell[..<space]), String(cell[space...]))
            return currency
                + DisplayWidth.padded(
                    amount, to: width - DisplayWidth.of(currency), onLeft: true)
        }
    }
}
