import BasketEvents
import Testing

@testable import BasketSessions

private let dawn = TestEvent.dawn
private let minute: Int64 = 60_000

@Suite("An order of a session")
struct OrderValueTests {
    private typealias Row = ([TestEvent], Int64)

    private static let rows: [Row] = [
        ([buy("1")], -1),
        ([buy("1", "o", 500)], 500),
        ([buy("1", "o", 500), buy("2", "o", 600)], 600),
        ([buy("1", "o", 500), buy("2", "o"), buy("3", "q", 7), buy("4", nil, 1)], 508),
        ([buy("1", "o", 500), buy("2", "q", 5).with { $0.currency = "USD" }], -1),
    ]

    private static func buy(
        _ id: String, _ order: String? = nil, _ value: Int64? = nil
    ) -> TestEvent {
        .purchase(id, at: dawn + (Int64(id) ?? 0), order: order, value: value)
    }

    @Test("counts once, and only where all are in one currency", arguments: rows)
    func value(purchases: [TestEvent], expected: Int64) {
        var partition = TestPartition()
        partition.take(purchases)
        partition.tick(to: dawn + 31 * minute)
        #expect(partition.outcomes.map(\.orderValueMinor) == [expected])
        #expect(partition.outcomes.map { Int($0.facts.purchases) } == [purchases.count])
    }
}
