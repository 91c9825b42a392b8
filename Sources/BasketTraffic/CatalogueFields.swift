/// The fields of one line of a catalogue file, comma-separated; one in quotes may hold commas
/// (RFC 4180, within one line).
struct CatalogueFields {
    enum Name {
        case category, product, interest, price, price_spread, currency, grams, grams_spread, pages
        case country, parcel, per_kilogram, free_from
        case per_euro
    }

    private let line: Int
    /// What the fields are called; none before ``name(as:)``.
    private var names: [Name] = []
    private var texts: [String] = []
    private var columns: [Int] = []

    init(_ text: String, line: Int) throws(CatalogueProblem) {
        self.line = line
        var rest = text[...]
        var column = 1
        while true {
            let start = rest
            texts.append(try CatalogueFields.take(&rest, line: line, column: column))
            columns.append(column)
            column += start.count - rest.count + 1
            guard rest.first == "," else { break }
            rest = rest.dropFirst()
        }
        guard rest.isEmpty else {
            throw CatalogueProblem(
                line: line, column: column - 1, "a comma must come after the quote")
        }
        // Spreadsheets fill all lines up to the longest one; people leave commas out.
        while texts.count > 1, texts.last == "" { texts.removeLast() }
    }

    /// The table that the line is the header of; `nil`: it is none.
    var table: CatalogueTable? {
        CatalogueTable.allCases.first { table in
            texts.map { $0.lowercased() } == table.names.map { "\($0)" }
        }
    }

    /// Calls the fields by the names of a table.
    mutating func name(as table: CatalogueTable) throws(CatalogueProblem) {
        names = table.names
        guard texts.count <= names.count else {
            throw CatalogueProblem(
                line: line, column: columns[names.count],
                "there are \(names.count) fields in a line: \(table.header)")
        }
    }

    private static func take(
        _ rest: inout Substring, line: Int, column: Int
    ) throws(CatalogueProblem) -> String {
        guard rest.first == "\"" else {
            let field = rest.prefix { $0 != "," }
            rest = rest.dropFirst(field.count)
            return trimmed(field)
        }
        var field = ""
        rest = rest.dropFirst()
        while let next = rest.popFirst() {
            guard next == "\"" else {
                field.append(next)
                continue
            }
            guard rest.first == "\"" else { return trimmed(field[...]) }
            field.append("\"")
            rest = rest.dropFirst()
        }
        throw CatalogueProblem(line: line, column: column, "the quote is not closed")
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.last == " " { text.removeLast() }
        return String(text.drop { $0 == " " })
    }

    subscript(name: Name) -> String {
        guard let place = names.firstIndex(of: name), place < texts.count else { return "" }
        return texts[place]
    }

    /// A problem with a field.
    func problem(_ name: Name, _ wanted: String) -> CatalogueProblem {
        let place = names.firstIndex(of: name) ?? 0
        let column = place < columns.count ? columns[place] : (columns.last ?? 1)
        let text = self[name]
        let instead = text.isEmpty ? "and is empty" : "not '\(text.prefix(40))'"
        return CatalogueProblem(
            line: line, column: column, "\(name) must be \(wanted), \(instead)")
    }

    /// A decimal number in a range.
    func number(_ name: Name, in range: ClosedRange<Double>) throws(CatalogueProblem) -> Double {
        let text = self[name]
        let isDecimal = text.utf8.allSatisfy { (48...57).contains($0) || $0 == 46 }
        guard isDecimal, let number = Double(text), range.contains(number) else {
            throw problem(
                name, "a number from \(plain(range.lowerBound)) to \(plain(range.upperBound))")
        }
        return number
    }

    /// An amount of money with two decimals at most, in minor units.
    func amount(
        _ name: Name, in range: ClosedRange<Int64> = 1...100_000_000
    ) throws(CatalogueProblem) -> Int64 {
        let parts = self[name].split(separator: ".", omittingEmptySubsequences: false)
        let isDecimal = parts.allSatisfy { $0.utf8.allSatisfy { (48...57).contains($0) } }
        let wanted =
            "an amount such as 24.90, from \(decimal(range.lowerBound)) to \(decimal(range.upperBound))"
        guard isDecimal, (1...2).contains(parts.count), parts[0].count <= 7,
            let whole = Int64(parts[0]), parts.count == 1 || (1...2).contains(parts[1].count)
        else { throw problem(name, wanted) }
        let digits = parts.count == 2 ? parts[1] + (parts[1].count == 1 ? "0" : "") : "00"
        let minor = whole * 100 + (Int64(digits) ?? 0)
        guard range.contains(minor) else { throw problem(name, wanted) }
        return minor
    }

    private func decimal(_ minor: Int64) -> String {
        let hundredths = minor % 100
        return "\(minor / 100).\(hundredths < 10 ? "0" : "")\(hundredths)"
    }

    private func plain(_ number: Double) -> String {
        Int(exactly: number).map { "\($0)" } ?? "\(number)"
    }
}
