import BasketRisk
import Foundation
import Testing

@Suite("A feature of the risk")
struct RiskFeatureTests {
    @Test("has its place among the contributions")
    func places() {
        #expect(RiskFeature.allCases.count == RiskFeature.count)
        #expect(RiskFeature.allCases.map(\.index) == Array(0..<RiskFeature.count))
        #expect(RiskFeature.allCases.allSatisfy { (1...256).contains($0.binCount) })
    }

    @Test("has a name of its own that SQL takes unquoted")
    func names() {
        let names = RiskFeature.allCases.map(\.name)
        #expect(Set(names).count == names.count)
        for name in names {
            #expect(name.allSatisfy { $0 == "_" || $0.isASCII && $0.isLowercase }, "\(name)")
        }
    }

    @Test("keeps its name and place, which stored contributions are read by")
    func namesArePinned() {
        let wanted = """
            bias shipping_share value items products dearest mean_price views product_views adds \
            removes checkouts step silence since_start since_first_add since_basket_change \
            since_checkout since_cancel pace last_event last_pages hour weekday history days_since \
            device channel country silence_by_checkout shipping_by_silence shipping_by_value
            """
        #expect(RiskFeature.allCases.map(\.name).joined(separator: " ") == wanted)
    }

    @Test("is told in docs/model.md, with its unit, its number of bins and its meaning")
    func isDocumented() throws {
        let file = URL(filePath: #filePath).appending(path: "../../../docs/model.md").standardized
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        for feature in RiskFeature.allCases {
            let beginning = "| `\(feature.name)` | \(feature.unit) | \(feature.binCount) | "
            let row = lines.first { $0.hasPrefix(beginning) }
            #expect(row?.contains(feature.meaning) == true, "\(beginning)… \(feature.meaning)")
        }
    }
}
