import BasketEvents
import Foundation
import Testing

@testable import BasketTraffic

@Suite("A catalogue's file")
struct CatalogueReaderTests {
    static let header = CatalogueTable.goods.header
    static let goods = "\(header)\nrugs,,1,50.00,0.5,EUR,4000,0.2\n"
    static let shipping = "\(goods)country,currency,parcel,per_kilogram,free_from\n"
    static let rates = "\(goods)currency,per_euro\n"

    @Test("of the fixtures says what is built in")
    func standard() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "fixtures/catalogue.csv")
        let law = try CatalogueReader.read(String(contentsOf: file, encoding: .utf8))

        #expect(law == .standard)
    }

    @Test(
        "may list products, hold quotes, comments and empty lines, and leave commas out at the end")
    func reading() throws {
        let law = try CatalogueReader.read(
            """
            # a shop of socks
            \(Self.header)
            socks,,3,,,,,,"/socks /socks?page=2"

            socks, s-1 ,,24.9,,EUR,80
            socks,"s-2",,"19.00",,GBP,90,,
            gifts,,1,11.00,0,USD,300,0
            ,,,,,,,,
            """)

        #expect(law.categories.map(\.name) == ["socks", "gifts"])
        #expect(law.categories[0].pages == ["/socks", "/socks?page=2"])
        #expect(law.categories[0].law == nil)
        #expect(law.categories[0].products.map(\.id) == ["s-1", "s-2"])
        #expect(law.categories[0].products.map(\.priceMinor) == [2_490, 1_900])
        #expect(law.categories[1].pages == ["/category/gifts"])
        // 11 dollars are 10 euros.
        #expect(abs((law.categories[1].law?.medianPrice ?? 0) - 1_000) < 1e-9)
        #expect(law.counts(size: 100) == [2, 98])
    }

    /// The place is that of the field that is wrong.
    @Test(
        "is refused with the line and the column of what is wrong",
        arguments: [
            ("", 1, 1, "a header and a category"),
            ("name,price\n", 1, 1, "must be the header"),
            ("\(header)\n", 2, 1, "a header and a category"),
            ("\(header)\nsocks,,0,9.00,0.1,EUR,80,0.1\n", 2, 8, "interest must be a number"),
            ("\(header)\nsocks,,1,9.005,0.1,EUR,80,0.1\n", 2, 10, "price must be an amount"),
            ("\(header)\nsocks,,1,-9,0.1,EUR,80,0.1\n", 2, 10, "price must be an amount"),
            ("\(header)\nsocks,,1,9,4,EUR,80,0.1\n", 2, 12, "from 0 to 3, not '4'"),
            ("\(header)\nsocks,,1,9,0.1,DKK,80,0.1\n", 2, 16, "EUR, GBP, USD"),
            ("\(header)\nsocks,,1,9,0.1,EUR,,0.1\n", 2, 20, "and is empty"),
            (
                "\(header)\nsocks,,1,9,0.1,EUR,80,0.1,socks\n", 2, 27,
                "paths such as /category/socks"
            ),
            ("\(header)\nmy socks,,1,9,0.1,EUR,80,0.1\n", 2, 1, "without spaces"),
            ("\(header)\nsocks,s-1,,9,,EUR,80\n", 2, 1, "category further up"),
            ("\(header)\na,,1,,,,,\na,x,,9,,EUR,80\na,x,,9,,EUR,80\n", 4, 3, "no other product"),
            ("\(header)\na,,1,9,1,EUR,9,1\na,,1,9,1,EUR,9,1\n", 3, 1, "no other category"),
            ("\(header)\na,,1,9,1,EUR,9,1\na,x,2,9,,EUR,80\n", 3, 5, "empty in a product's line"),
            ("\(header)\na,,1,,,,,\n", 3, 1, "neither a price nor a product"),
            ("\(header)\na,,1,,0.3,,,\n", 2, 7, "empty in a category without a price"),
            ("\(header)\na,\"x,1\n", 2, 3, "quote is not closed"),
            ("\(header)\n\"a\"b,,1\n", 2, 4, "a comma must come"),
            ("\(header)\na,,1,9,1,EUR,9,1,/a,9\n", 2, 21, "9 fields"),
            ("\(shipping)DK,DKK,5,0,\n", 4, 1, "country must be one of DE, AT"),
            ("\(shipping)DE,EUR,5,0\nDE,EUR,6,0\n", 5, 1, "no line further up"),
            ("\(shipping)SE,EUR,5,0\n", 4, 4, "SEK, which is paid in SE, not 'EUR'"),
            ("\(shipping)DE,EUR,,0\n", 4, 8, "from 0.00 to 10000.00, and is empty"),
            ("\(shipping)DE,EUR,5,10000.01\n", 4, 10, "per_kilogram must be an amount"),
            ("\(shipping)DE,EUR,5,0,never\n", 4, 12, "free_from must be an amount"),
            ("\(shipping)DE,EUR,5,0,9,9\n", 4, 14, "5 fields in a line: country,currency"),
            ("\(rates)DKK,7.5\n", 4, 1, "currency must be one of EUR, GBP"),
            ("\(rates)GBP,0\n", 4, 5, "per_euro must be a number from 0.001 to 10000"),
            ("\(rates)GBP,1\nGBP,1\n", 5, 1, "no line further up"),
            ("\(rates)EUR,2\n", 4, 5, "1 for the euro itself"),
            ("currency,per_euro\nGBP,0.9\n", 3, 1, "a header and a category"),
        ] as [(String, Int, Int, String)])
    func refused(text: String, line: Int, column: Int, reason: String) throws {
        let problem = try #require(throws: CatalogueProblem.self) {
            try CatalogueReader.read(text)
        }

        #expect(problem.line == line, "\(problem)")
        #expect(problem.column == column, "\(problem)")
        #expect(problem.reason.contains(reason), "\(problem)")
    }

    @Test("may say what shipping costs and what a euro is, before or after the goods, in part")
    func tariffs() throws {
        let law = try CatalogueReader.read(
            """
            country,currency,parcel,per_kilogram,free_from,,,,
            DE,EUR,0,0,,,,,
            GB,GBP,3.50,0.10,25,,,,
            \(Self.header)
            rugs,,1,50.00,0.5,USD,4000,0.2
            currency,per_euro
            USD,2
            """)

        #expect(law.tariffs[0] == ShippingTariff(flat: 0, perKilogram: 0, freeFrom: nil))
        #expect(law.tariffs[5] == ShippingTariff(flat: 350, perKilogram: 10, freeFrom: 2_500))
        #expect(law.tariffs[1] == Country.all[1].tariff)
        #expect(law.rates == [1, 0.85, 2, 0.95, 11.3, 4.3])
        #expect(law.categories[0].law?.medianPrice == 2_500)
    }

    @Test("is met when its tariffs and rates are edited: quotes and prices follow")
    func editedTariffs() throws {
        var settings = TrafficSettings()
        settings.catalogue = try CatalogueReader.read(
            """
            \(Self.header)
            rugs,,1,,,,,,/rugs
            rugs,red,,50.00,,EUR,4500
            country,currency,parcel,per_kilogram,free_from
            DE,EUR,1.00,0.10,
            GB,GBP,2.00,0,100
            currency,per_euro
            GBP,3
            """)
        var reader = EventReader()
        var quotes: [String: Set<Int64>] = [:]
        var prices: [String: Set<Int64>] = [:]
        for record in Recording(settings, limit: 8_000).records {
            let event = try PlainEvent.read(record.value, with: &reader)
            if event.type == .checkout, let quote = event.shippingMinor {
                quotes[event.country, default: []].insert(quote)
            } else if event.priceMinor > 0 {
                prices[event.country, default: []].insert(event.priceMinor)
            }
        }

        #expect(prices["DE"] == [5_000] && prices["GB"] == [14_999])
        // So many rugs of 4.5 kg, and each kilogram begun.
        let expected: [Int64] = (Int64(1)...60).map { rugs in
            let kilograms: Int64 = (rugs * 4_500 + 999) / 1_000
            return 100 + 10 * kilograms
        }
        let german = try #require(quotes["DE"])
        #expect(german.contains(150) && german.isSubset(of: expected), "\(german.sorted())")
        // Of 149.99 and more, shipping is free from 100 pounds on.
        #expect(quotes["GB"] == [0])
    }

    @Test("keeps prices within what an event may carry, whatever the rates")
    func extremeRates() throws {
        var settings = TrafficSettings()
        settings.catalogue = try CatalogueReader.read(
            """
            \(Self.header)
            rugs,,1,1000000.00,3,GBP,4000,0.2
            rugs,red,,1000000.00,,GBP,4500
            currency,per_euro
            GBP,0.001
            SEK,10000
            """)
        settings.countries = try #require(settings.countries.replaced(by: ["SE": 1]))
        var reader = EventReader()
        for record in Recording(settings, limit: 2_000).records {
            _ = try PlainEvent.read(record.value, with: &reader)
        }
    }

    @Test("gives listed products their own id and price, in their currency to the cent")
    func listed() throws {
        var settings = TrafficSettings()
        settings.catalogue = try CatalogueReader.read(
            """
            \(Self.header)
            socks,,1,,,,,,/socks
            socks,wool,,24.90,,EUR,80
            socks,silk,,39.50,,GBP,60
            """)
        #expect(settings.problems.isEmpty)
        var reader = EventReader()
        var prices: [String: Set<Int64>] = [:]

        for record in Recording(settings, limit: 5_000).records {
            let event = try PlainEvent.read(record.value, with: &reader)
            guard !event.product.isEmpty, event.priceMinor > 0 else { continue }
            prices[event.product + event.country, default: []].insert(event.priceMinor)
        }

        #expect(prices["woolDE"] == [2_490])
        #expect(prices["silkGB"] == [3_950])
        // 24.90 euros are 21.17 pounds, as shops write it.
        #expect(prices["woolGB"] == [2_099])
        #expect(prices.keys.allSatisfy { $0.hasPrefix("wool") || $0.hasPrefix("silk") })
    }

    @Test("is met when it is edited: dearer goods, dearer baskets")
    func edited() throws {
        func median(_ price: String) throws -> Int64 {
            var settings = TrafficSettings()
            settings.catalogue = try CatalogueReader.read(
                "\(Self.header)\nrugs,,1,\(price),0.5,EUR,4000,0.2\n")
            var reader = EventReader()
            let prices = try Recording(settings, limit: 8_000).records
                .map { try PlainEvent.read($0.value, with: &reader) }
                .filter { $0.country == "DE" && $0.priceMinor > 0 }.map(\.priceMinor).sorted()
            return prices[prices.count / 2]
        }

        let (cheap, dear) = (try median("20.00"), try median("200.00"))
        #expect((8...12).contains(Double(dear) / Double(cheap)))
    }
}
