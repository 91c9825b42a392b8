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
        var givesWay = false
        var wraps = false

        /// - Parameter givesWay: Whether its cells are cut where the table is wider than the terminal.
        public static func left(_ heading: String, givesWay: Bool = false) -> Column {
            Column(heading: heading, alignment: .left, givesWay: givesWay)
        }

        /// For the last column: where the table is wider than the terminal, its cells go on in further
        /// lines, unless next to nothing is left for them.
        public static func wrapped(_ heading: String) -> Column {
            Column(heading: heading, alignment: .left, givesWay: true, wraps: true)
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
    /// What a column that gives way keeps.
    private static let leastWidth = 8
    /// What is worth wrapping in.
    private static let leastWrap = 16

    public init(_ columns: [Column]) {
        self.columns = columns
    }

    public var isEmpty: Bool { rows.isEmpty }

    /// Adds a row: a cell for each column. What would steer a terminal is shown, not sent.
    public mutating func add(_ cells: [String]) {
        precondition(cells.count == columns.count, "A row needs a cell for each column.")
        rows.append(cells.map(HarmlessText.of))
    }

    /// The heading and the rows; no spaces at the ends of lines.
    /// - Parameter width: Columns that give way are cut to fit, the last one first; then longer lines
    ///   are. `nil` cuts nothing.
    public func lines(width: Int? = nil) -> [String] {
        if let width, let wrapped = wrappedLines(width: width) { return wrapped }
        let aligned = fitted(
            columns.indices.map { place in align(rows.map { $0[place] }, as: columns[place]) },
            width: width)
        return (0...rows.count).map { line in
            var text = aligned.map { $0[line] }.joined(separator: Self.gap)
            while text.last == " " { text.removeLast() }
            return width.map { DisplayWidth.cut(text, to: $0) } ?? text
        }
    }

    /// The lines with the last column's cells in as many lines as they take; `nil`: they fit, or are not
    /// to be wrapped, or there is no room for that.
    private func wrappedLines(width: Int) -> [String]? {
        guard let last = columns.last, last.wraps else { return nil }
        let others = columns.indices.dropLast().map { place in
            align(rows.map { $0[place] }, as: columns[place])
        }
        let start = others.reduce(0) { $0 + DisplayWidth.of($1[0]) + Self.gap.count }
        let texts = [last.heading] + rows.map { $0[columns.count - 1] }
        let room = width - start
        guard room >= Self.leastWrap, texts.contains(where: { DisplayWidth.of($0) > room }) else {
            return nil
        }
        return texts.enumerated().flatMap { line, text in
            let pieces = HelpText.wrapped(text, width: room).split(
                separator: "\n", omittingEmptySubsequences: false)
            return pieces.enumerated().map { place, piece in
                let head =
                    place == 0
                    ? others.map { $0[line] + Self.gap }.joined()
                    : String(repeating: " ", count: start)
                var text = DisplayWidth.cut(head + piece, to: width)
                while text.last == " " { text.removeLast() }
                return text
            }
        }
    }

    /// The columns, those that give way as narrow as it takes.
    private func fitted(_ aligned: [[String]], width: Int?) -> [[String]] {
        guard let width else { return aligned }
        var aligned = aligned
        var widths = aligned.map { DisplayWidth.of($0[0]) }
        var excess = widths.reduce(0, +) + Self.gap.count * (columns.count - 1) - width
        for place in columns.indices.reversed() where columns[place].givesWay && excess > 0 {
            let least = max(Self.leastWidth, DisplayWidth.of(columns[place].heading))
            let taken = min(excess, max(0, widths[place] - least))
            widths[place] -= taken
            excess -= taken
            aligned[place] = aligned[place].map { cell in
                // Padded already: what is cut may be nothing but spaces.
                var text = cell
                while text.last == " " { text.removeLast() }
                return DisplayWidth.padded(
                    DisplayWidth.cut(text, to: widths[place]), to: widths[place])
            }
        }
        return aligned
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
