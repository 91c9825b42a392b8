import BasketEvents
import Testing

@testable import BasketSessions

private let dawn = TestEvent.dawn
private let minute: Int64 = 60_000

@Suite("A moment to score")
struct MomentTests {
    @Test("comes with each add, remove, checkout and cancel of a basket that holds something")
    func causes() {
        var partition = TestPartition()
        partition.take([
            .view("0", at: dawn), .cancel("1", at: dawn), .checkout("2", at: dawn),
            .remove("3", at: dawn), .add("4", at: dawn + 1, quantity: 2),
            .view("5", at: dawn + 2), .remove("6", at: dawn + 3, "p-2"),
            .checkout("7", at: dawn + 4), .cancel("8", at: dawn + 5),
            .purchase("9", at: dawn + 6), .add("10", at: dawn + 7), .cancel("11", at: dawn + 8),
        ])
        // 3 took one out before 4 put two in: a signed sum.
        #expect(partition.moments.map(\.cause) == [.add, .remove, .checkout, .cancel])
        #expect(partition.moments.map(\.ordinal) == [1, 2, 3, 4])
        #expect(partition.moments.map(\.offset) == [104, 106, 107, 108])
        #expect(partition.moments.map(\.facts.items) == [1, 1, 1, 1])
        #expect(partition.moments.map(\.time.milliseconds) == [1, 3, 4, 5].map { dawn + $0 })
    }

    @Test("comes as silence grows, as of each threshold's own time")
    func silence() {
        var partition = TestPartition()
        partition.take(.add("e-1", at: dawn))
        partition.tick(to: dawn + minute - 1)
        #expect(partition.moments.count == 1)
        partition.tick(to: dawn + minute)
        #expect(partition.moments.last?.cause == .silence)
        partition.tick(to: dawn + 6 * minute)
        // Another shopper's event passes the rest and the close.
        partition.take(TestEvent.view("e-2", at: dawn + 90 * minute).by("u-2"))
        #expect(
            partition.moments.map(\.silenceMilliseconds)
                == [0, 1, 2, 5, 10, 20].map { $0 * minute })
        #expect(partition.moments.map(\.offset) == [100, 100, 100, 100, 101, 101])
        #expect(partition.outcomes.map(\.moments) == [6])
        #expect(partition.outcomes.map(\.offset) == [101])
    }

    @Test("of silence begins anew when the shopper is back")
    func back() {
        var partition = TestPartition()
        partition.take(.add("e-1", at: dawn))
        partition.tick(to: dawn + 3 * minute)
        partition.take(.view("e-2", at: dawn + 4 * minute))
        partition.tick(to: dawn + 6 * minute)
        #expect(
            partition.moments.map(\.silenceMilliseconds) == [0, 1, 2, 1, 2].map { $0 * minute })
    }

    @Test("of silence does not begin anew for an event from before")
    func outOfOrder() {
        var partition = TestPartition()
        partition.take(.add("e-1", at: dawn))
        partition.tick(to: dawn + 3 * minute)
        partition.take(.view("e-2", at: dawn - minute))
        partition.take(.add("e-3", at: dawn - minute))
        partition.tick(to: dawn + 5 * minute)
        #expect(
            partition.moments.map(\.silenceMilliseconds) == [0, 1, 2, 0, 5].map { $0 * minute })
    }

    @Test("does not come while the basket is empty")
    func emptied() {
        var partition = TestPartition()
        partition.take(.add("e-1", at: dawn))
        partition.take(.remove("e-2", at: dawn + 1, quantity: 5))
        partition.take(.cancel("e-3", at: dawn + 2))
        partition.tick(to: dawn + 3 * minute)
        #expect(partition.moments.count == 1)
        #expect(partition.rows().map(\.isScorable) == [false])
        partition.take(.add("e-4", at: dawn + 3 * minute, quantity: 5))
        partition.tick(to: dawn + 4 * minute)
        #expect(partition.moments.map(\.cause) == [.add, .add, .silence])
        partition.tick(to: dawn + 40 * minute)
        #expect(partition.outcomes.map(\.kind) == [.abandoned])
    }

    @Test("comes in order of due time, then key", arguments: UInt64(0)..<200)
    func order(seed: UInt64) {
        var shop = RandomShop(seed: seed, count: 60)
        let inputs = shop.badDay()
        var partition = TestPartition(shop.settings)
        for input in inputs {
            partition.effects.removeAll()
            partition.take(input)
            // Of one input: first the moment of its event, then timers, each kind in order.
            let fired = partition.moments.filter { $0.cause == .silence }
                .map { ($0.time.milliseconds, $0.session) }
            let closed = partition.outcomes.filter { $0.kind != .merged }
                .map { ($0.facts.end.milliseconds, $0.session) }
            #expect(isRising(fired), "seed \(seed)")
            #expect(isRising(closed), "seed \(seed)")
            let now = partition.state.watermark.milliseconds
            #expect(fired.allSatisfy { $0.0 <= now }, "seed \(seed)")
            #expect(closed.allSatisfy { $0.0 + 60_000 < now }, "seed \(seed)")
        }
    }

    private func isRising(_ pairs: [(Int64, SessionKey)]) -> Bool {
        zip(pairs, pairs.dropFirst()).allSatisfy { $0 < $1 }
    }
}

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

@Suite("The row of a basket")
struct BasketRowTests {
    @Test("is handed over once after each change, as it stands then")
    func touched() {
        var partition = TestPartition()
        #expect(partition.rows() == [])
        partition.take(.view("e-0", at: dawn))
        #expect(partition.rows() == [])
        partition.take(.add("e-1", at: dawn, price: 250))
        partition.take(.add("e-2", at: dawn + 1, quantity: 3, price: 300))
        let rows = partition.rows()
        #expect(rows.map(\.facts.items) == [4])
        #expect(rows.map(\.facts.valueMinor) == [1200])
        #expect(rows.map(\.moments) == [2])
        #expect(partition.rows() == [])
        partition.take(.view("e-3", at: dawn + 2))
        #expect(partition.rows().count == 1)
        partition.tick(to: dawn + 2 * minute)
        #expect(partition.rows().map(\.moments) == [3])
        partition.take(.view("e-4", at: dawn + 2 * minute))
        partition.tick(to: dawn + 40 * minute)
        // It has closed: its outcome says so.
        #expect(partition.rows() == [])
        partition.take(.add("e-5", at: dawn + 50 * minute).by("u-2"))
        #expect(partition.rows().map(\.shopper) == ["u-2"])
    }

    @Test("says the value by currency where there are several")
    func currencies() {
        var partition = TestPartition()
        partition.take(.add("e-1", at: dawn, "p-1", price: 500, currency: "USD"))
        partition.take(.add("e-2", at: dawn, "p-2", quantity: 2, price: 600))
        let row = partition.rows()[0]
        #expect(row.valuesByCurrency == #"{"EUR":1200,"USD":500}"#)
        #expect(row.facts.currencies == 2)
        #expect(row.facts.valueMinor == 0)
        #expect(row.facts.currency == .none)
        partition.take(.remove("e-3", at: dawn + 1, "p-2", quantity: 2))
        #expect(partition.rows().map(\.facts.valueMinor) == [500])
    }
}
