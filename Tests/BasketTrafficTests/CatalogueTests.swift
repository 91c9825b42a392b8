import BasketEvents
import Testing

@testable import BasketTraffic

@Suite("A catalogue")
struct CatalogueTests {
    @Test("has prices and weights for every product", arguments: [8, 9, 1_000, 65_536])
    func sizes(size: Int) {
        var random = SeededRandom(seed: 1)
        let catalogue = Catalogue(.standard, size: size, random: &random)

        for product in [0, 1, size / 2, size - 1] {
            for currency in Country.currencies.indices {
                let price = catalogue.price(of: UInt16(product), currency: currency)
                #expect(price >= 99 && price % 100 == 99)
            }
            #expect((20...30_000).contains(catalogue.grams(of: UInt16(product))))
        }
    }

    @Test("sells its products by Zipf's law: the tenth a tenth as often, raised to the exponent")
    func popularity() {
        var random = SeededRandom(seed: 2)
        let catalogue = Catalogue(.standard, size: 5_000, random: &random)
        let first = catalogue.drawProduct(of: 0, &random)
        var sold = [Double](repeating: 0, count: 5_000)

        for _ in 0..<400_000 { sold[Int(catalogue.drawProduct(of: 0, &random))] += 1 }

        // Category 0 begins at product 0.
        #expect(first < 2_000)
        let tenth = ElementaryFunctions.exp(
            -ShopperBehaviour.zipfExponent * ElementaryFunctions.log(10))
        #expect(abs(sold[9] / sold[0] - tenth) < 0.01)
        #expect(abs(sold[99] / sold[9] - tenth) < 0.03)
    }

    @Test("has log-normal prices around the median of their category")
    func prices() throws {
        var random = SeededRandom(seed: 3)
        let catalogue = Catalogue(.standard, size: 20_000, random: &random)
        let prices = (0..<3_000).map { catalogue.price(of: UInt16($0), currency: 0) }.sorted()
        let law = try #require(CatalogueLaw.standard.categories[0].law)

        #expect(abs(Double(prices[1_500]) / law.medianPrice - 1) < 0.05)
        // One standard deviation above lies at the 84th percentile.
        let above = law.medianPrice * ElementaryFunctions.exp(law.priceSpread)
        #expect(abs(Double(prices[2_523]) / above - 1) < 0.06)
    }
}
