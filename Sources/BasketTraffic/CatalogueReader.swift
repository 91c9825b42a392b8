/// Reads a catalogue file, line by line; docs/traffic.md tells what stands in one.
public struct CatalogueReader {
    private var categories: [ProductCategory] = []
    private var productIDs: Set<String> = []
    private var table: CatalogueTable?
    /// By place in ``Country/all`` and in ``Country/currencies``; what no line says stays as it is.
    private var tariffs: [Int: ShippingTariff] = [:]
    private var rates: [Int: Double] = [:]
    /// The currency of each category's prices: rates may come later in the file.
    private var currencies: [Int] = []
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
        var fields = try CatalogueFields(line, line: number)
        if let header = fields.table {
            table = header
            return
        }
        guard let table else {
            throw CatalogueProblem(
                line: number, column: 1,
                "the first line must be the header \(CatalogueTable.goods.header)")
        }
        try fields.name(as: table)
        switch table {
        case .goods where fields[.product].isEmpty: try addCategory(fields)
        case .goods: try addProduct(fields)
        case .shipping: try addTariff(fields)
        case .rates: try addRate(fields)
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
        var law = CatalogueLaw(categories)
        for (country, tariff) in tariffs { law.tariffs[country] = tariff }
        for (currency, rate) in rates { law.rates[currency] = rate }
        for (place, currency) in currencies.enumerated() {
            law.categories[place].law?.medianPrice /= law.rates[currency]
        }
        return law
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
        currencies.append(fields[.price].isEmpty ? 0 : try currency(fields))
    }

    /// Its median price in the line's own currency, until all rates are known.
    private func law(_ fields: CatalogueFields) throws(CatalogueProblem) -> ProductLaw? {
        guard !fields[.price].isEmpty else {
            for name in [CatalogueFields.Name.price_spread, .grams, .grams_spread]
            where !fields[name].isEmpty {
                throw fields.problem(name, "empty in a category without a price")
            }
            return nil
        }
        _ = try currency(fields)
        return ProductLaw(
            medianPrice: Double(try fields.amount(.price)),
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

    private mutating func addTariff(_ fields: CatalogueFields) throws(CatalogueProblem) {
        let place = Country.all.firstIndex { "\($0.code)" == fields[.country] }
        guard let place else {
            let known = Country.all.map { "\($0.code)" }.joined(separator: ", ")
            throw fields.problem(.country, "one of \(known)")
        }
        guard tariffs[place] == nil else {
            throw fields.problem(.country, "one that has no line further up")
        }
        guard try currency(fields) == Country.all[place].currency else {
            let own = Country.currencies[Country.all[place].currency].currency
            throw fields.problem(.currency, "\(own), which is paid in \(fields[.country])")
        }
        let range = CatalogueReader.tariffRange
        let isEverFree = !fields[.free_from].isEmpty
        tariffs[place] = ShippingTariff(
            flat: try fields.amount(.parcel, in: range),
            perKilogram: try fields.amount(.per_kilogram, in: range),
            freeFrom: isEverFree ? try fields.amount(.free_from) : nil)
    }

    private mutating func addRate(_ fields: CatalogueFields) throws(CatalogueProblem) {
        let place = try currency(fields)
        guard rates[place] == nil else {
            throw fields.problem(.currency, "one that has no line further up")
        }
        rates[place] = try fields.number(.per_euro, in: 0.001...10_000)
        guard Country.currencies[place].rate != 1 || rates[place] == 1 else {
            throw fields.problem(.per_euro, "1 for the euro itself")
        }
    }

    /// Minor units: a quote for the heaviest basket stays an amount that an event may carry.
    private static let tariffRange: ClosedRange<Int64> = 0...1_000_000

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
