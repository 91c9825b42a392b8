/// Reads a catalogue file, line by line; docs/traffic.md tells what stands in one.
public struct CatalogueReader {
    private var categories: [ProductCategory] = []
    private var productIDs: Set<String> = []
    private var hasHeader = false
    private var lastLine = 0

    public init() {}

    /// The text of a whole file.
    public static func read(_ text: String) throws(CatalogueProblem) -> CatalogueLaw {
        var reader = CatalogueReader()
        var number = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            try reader.take(String(line), number: number)
        }
        return try reader.finish()
    }

    /// Takes the next line, without its line break. Empty lines and those that begin with `#` say
    /// nothing.
    public mutating func take(_ line: String, number: Int) throws(CatalogueProblem) {
        lastLine = number
        guard !line.allSatisfy({ $0 == " " || $0 == "," }), !line.hasPrefix("#") else { return }
        let fields = try CatalogueFields(line, line: number)
        guard hasHeader else {
            hasHeader = fields.isHeader
            guard hasHeader else {
                throw CatalogueProblem(
                    line: number, column: 1,
                    "the first line must be the header \(CatalogueFields.header)")
            }
            return
        }
        if fields[.product].isEmpty {
            try addCategory(fields)
        } else {
            try addProduct(fields)
        }
    }

    /// What has been read.
    public func finish() throws(CatalogueProblem) -> CatalogueLaw {
        for category in categories where category.law == nil && category.products.isEmpty {
            throw CatalogueProblem(
                line: lastLine, column: 1,
                "the category '\(category.name)' has neither a price nor a product of its own")
        }
        guard !categories.isEmpty else {
            throw CatalogueProblem(
                line: max(lastLine, 1), column: 1, "there must be a header and a category")
        }
        return CatalogueLaw(categories)
    }

    private mutating func addCategory(_ fields: CatalogueFields) throws(CatalogueProblem) {
        let name = fields[.category]
        guard isWord(name) else { throw fields.problem(.category, CatalogueReader.wordWanted) }
        guard !categories.contains(where: { $0.name == name }) else {
            throw fields.problem(.category, "a name that no other category has")
        }
        guard categories.count < 255 else {
            throw fields.problem(.category, "one of 255 at most")
        }
        categories.append(
            ProductCategory(
                name: name, pages: try pages(fields, of: name),
                weight: try fields.number(.interest, in: 0.001...1_000_000), law: try law(fields)))
    }

    private func law(_ fields: CatalogueFields) throws(CatalogueProblem) -> ProductLaw? {
        guard !fields[.price].isEmpty else {
            for name in [CatalogueFields.Name.price_spread, .grams, .grams_spread]
            where !fields[name].isEmpty {
                throw fields.problem(name, "empty in a category without a price")
            }
            return nil
        }
        let (_, rate) = Country.currencies[try currency(fields)]
        return ProductLaw(
            medianPrice: Double(try fields.amount(.price)) / rate,
            priceSpread: try fields.number(.price_spread, in: 0...3),
            medianGrams: try fields.number(.grams, in: 1...100_000),
            weightSpread: try fields.number(.grams_spread, in: 0...3))
    }

    private mutating func addProduct(_ fields: CatalogueFields) throws(CatalogueProblem) {
        let place = categories.firstIndex { $0.name == fields[.category] }
        guard let place else {
            throw fields.problem(.category, "the name of a category further up")
        }
        for name in [CatalogueFields.Name.interest, .price_spread, .grams_spread, .pages]
        where !fields[name].isEmpty {
            throw fields.problem(name, "empty in a product's line")
        }
        let id = fields[.product]
        guard isWord(id) else { throw fields.problem(.product, CatalogueReader.wordWanted) }
        guard productIDs.insert(id).inserted else {
            throw fields.problem(.product, "an id that no other product has")
        }
        guard productIDs.count <= TrafficLimit.catalogue.upperBound else {
            throw fields.problem(.product, "one of 65,536 at most")
        }
        categories[place].products.append(
            ListedProduct(
                id: id, priceMinor: try fields.amount(.price), currency: try currency(fields),
                grams: UInt32(try fields.number(.grams, in: 1...100_000))))
    }

    private func currency(_ fields: CatalogueFields) throws(CatalogueProblem) -> Int {
        let place = Country.currencies.firstIndex {
            $0.currency.description == fields[.currency]
        }
        guard let place else {
            let known = Country.currencies.map(\.currency.description).joined(separator: ", ")
            throw fields.problem(.currency, "one of \(known)")
        }
        return place
    }

    private func pages(
        _ fields: CatalogueFields, of name: String
    ) throws(CatalogueProblem) -> [String] {
        let pages = fields[.pages].split(separator: " ").map(String.init)
        guard pages.allSatisfy({ $0.hasPrefix("/") && isWord($0) }), pages.count <= 100 else {
            throw fields.problem(
                .pages, "paths such as /category/\(name), a space between, 100 at most")
        }
        return pages.isEmpty ? ["/category/\(name)"] : pages
    }

    private static let wordWanted = "1 to 100 letters, digits or signs, without spaces or quotes"

    /// What stands in an event as it stands here: short, and without what JSON would escape.
    private func isWord(_ text: String) -> Bool {
        (1...100).contains(text.utf8.count)
            && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != 0x22 && $0 != 0x5C }
    }
}
