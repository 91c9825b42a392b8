import BasketEvents
import Testing

@testable import BasketSessions

private let dawn = TestEvent.dawn

@Suite("Two sessions that an event joins")
struct MergeTests {
    /// A gap of a minute, and ten minutes of disorder: sessions stay open while others arrive.
    private func partition() -> TestPartition {
        TestPartition(.small(gap: 60_000, disorder: 600_000))
    }

    @Test("become the one with the lower key, and the other leaves an outcome that names it")
    func survivor() throws {
        var partition = partition()
        partition.take(.add("e-1", at: dawn + 120_000, "p-1"))
        partition.take(.add("e-2", at: dawn, "p-2"))
        partition.take(.view("e-3", at: dawn + 60_000))

        let merged = try #require(partition.outcomes.first)
        #expect(merged.kind == .merged)
        #expect(merged.session.offset == 101)
        #expect(merged.survivor?.offset == 100)
        #expect(merged.offset == 102)
        #expect(merged.hadBasket)
        #expect(merged.moments == 1)
        #expect(partition.ledger.sessions.merged == 1)
        #expect(partition.ledger.baskets.merged == 1)
        #expect(partition.ledger.sessions.open == 1)
        #expect(partition.ledger.differences == [])

        let row = try #require(partition.rows().last)
        #expect(row.session.offset == 100)
        #expect(row.facts.items == 2)
        #expect(row.moments == 2)
        #expect(row.facts.start.milliseconds == dawn)
        #expect(row.facts.end.milliseconds == dawn + 120_000)
    }

    @Test("leave their only basket to the survivor", arguments: [true, false])
    func takeover(isFirst: Bool) throws {
        var partition = partition()
        let (near, far) = (
            TestEvent.add("e-1", at: dawn), TestEvent.view("e-2", at: dawn + 120_000)
        )
        partition.take(isFirst ? [near, far] : [far, near])
        partition.take(.view("e-3", at: dawn + 60_000))

        #expect(partition.ledger.baskets.opened == 1)
        #expect(partition.ledger.baskets.open == 1)
        #expect(partition.ledger.baskets.merged == 0)
        #expect(partition.ledger.sessions.merged == 1)
        #expect(partition.ledger.differences == [])
        let merged = try #require(partition.outcomes.first)
        #expect(merged.hadBasket == !isFirst)
        #expect(partition.effects.texts.string(merged.texts.shopperID) == "u-1")
        let rows = partition.rows()
        #expect(rows.map(\.session.offset) == [100])
        #expect(rows.map(\.shopper) == ["u-1"])
        #expect(rows.map(\.facts.items) == [1])
        partition.tick(to: dawn + 1_000_000)
        #expect(partition.outcomes.map(\.kind) == [.merged, .abandoned])
        #expect(partition.ledger.differences == [])
    }

    @Test("remember both their ids")
    func ids() {
        var partition = partition()
        partition.take(.view("e-1", at: dawn))
        partition.take(.view("e-2", at: dawn + 120_000))
        partition.take(.view("e-3", at: dawn + 60_000))
        for id in ["e-1", "e-2", "e-3"] { partition.take(.view(id, at: dawn + 60_000)) }
        #expect(partition.ledger.duplicate == 3)
    }

    @Test("are no more scored once one of them has a purchase")
    func purchase() {
        var partition = partition()
        partition.take(.purchase("e-1", at: dawn))
        partition.take(.add("e-2", at: dawn + 120_000))
        #expect(partition.moments.count == 1)
        partition.take(.view("e-3", at: dawn + 60_000))
        partition.take(.add("e-4", at: dawn + 130_000))
        partition.tick(to: dawn + 1_000_000)
        #expect(partition.moments.count == 1)
        #expect(partition.outcomes.map(\.kind) == [.merged, .purchased])
    }

    @Test("may be the middle and the last of three")
    func chain() {
        var partition = partition()
        for (id, time) in [("e-1", 0), ("e-2", 200_000), ("e-3", 400_000)] as [(String, Int64)] {
            partition.take(.view(id, at: dawn + time))
        }
        partition.take(TestEvent.view("e-9", at: dawn).by("u-2"))
        #expect(partition.ledger.sessions.open == 4)
        for time in stride(from: Int64(390_000), to: 200_000, by: -50_000) {
            partition.take(.view("e-\(time)", at: dawn + time))
        }
        #expect(partition.ledger.sessions.merged == 1)
        for time in stride(from: Int64(50_000), to: 200_000, by: 50_000) {
            partition.take(.view("e-\(time)", at: dawn + time))
        }
        #expect(partition.ledger.sessions.merged == 2)
        #expect(partition.outcomes.map(\.survivor?.offset) == [101, 100])
        partition.tick(to: dawn + 1_000_000)
        #expect(partition.ledger.sessions.browsed == 2)
        #expect(partition.ledger.differences == [])
    }
}
