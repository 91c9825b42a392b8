import BasketEvents
import Testing

@testable import BasketSessions

private let dawn = TestEvent.dawn
private let minute: Int64 = 60_000

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
