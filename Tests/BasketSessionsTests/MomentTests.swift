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
