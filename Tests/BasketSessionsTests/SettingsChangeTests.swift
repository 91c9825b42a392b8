import BasketEvents
import Testing

@testable import BasketSessions

private let dawn = TestEvent.dawn

@Suite("A change of settings")
struct SettingsChangeTests {
    private func change(_ partition: inout TestPartition, gap: Int64) throws {
        _ = partition.rows()
        var settings = partition.state.settings
        settings.gapMilliseconds = gap
        try partition.state.change(settings, into: &partition.effects)
    }

    @Test("to a shorter gap closes at once what would be closed under it")
    func shorter() throws {
        var partition = TestPartition(.small(gap: 60_000, disorder: 0))
        partition.take(.add("e-1", at: dawn))
        partition.take(.view("e-2", at: dawn + 50_000).with { $0.shopper = "u-2" })
        #expect(partition.outcomes.isEmpty)

        try change(&partition, gap: 30_000)

        #expect(partition.outcomes.map(\.kind) == [.abandoned])
        #expect(partition.ledger.sessions.open == 1)
        #expect(partition.ledger.differences == [])
        _ = try PartitionState(checkpoint: partition.state.checkpoint())
    }

    @Test(
        "to a longer gap leaves sessions apart until an event is near them all", arguments: [0, 1])
    func longer(restored: Int) throws {
        var partition = TestPartition(.small(gap: 10_000, disorder: 600_000))
        for (number, second) in [40, 0, 20].enumerated() {
            partition.take(.add("e-\(number)", at: dawn + Int64(second) * 1_000))
        }
        try change(&partition, gap: 60_000)
        #expect(partition.ledger.sessions.open == 3)
        if restored == 1 {
            partition.state = try PartitionState(checkpoint: partition.state.checkpoint())
        }

        partition.take(.view("e-9", at: dawn + 30_000))

        #expect(partition.outcomes.map(\.session.offset) == [101, 102])
        #expect(partition.outcomes.map(\.survivor?.offset) == [100, 100])
        #expect(partition.ledger.sessions.open == 1)
        #expect(partition.ledger.differences == [])
    }

    @Test("to fewer remembered shoppers forgets those who have been away the longest")
    func fewerRemembered() throws {
        var partition = TestPartition(.small(gap: 1_000, disorder: 0))
        for number in 0..<4 {
            partition.take(
                .add("e-\(number)", at: dawn + Int64(number) * 2_000).with {
                    $0.shopper = "u-\(number)"
                })
        }
        _ = partition.rows()
        var settings = partition.state.settings
        settings.rememberedShoppers = 1
        try partition.state.change(settings, into: &partition.effects)

        #expect(partition.state.history.count == 1)
        _ = try PartitionState(checkpoint: partition.state.checkpoint())
    }

    @Test(
        "at any place leaves a state that a checkpoint carries over whole",
        arguments: UInt64(0)..<200)
    func anyPlace(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var one = TestPartition(.small())
        var other = TestPartition(.small())
        var shop = RandomShop(seed: seed)
        for input in shop.badDay() {
            if random.chance(0.1) {
                let gap = 1_000 * random.next(in: 1...200)
                try change(&one, gap: gap)
                try change(&other, gap: gap)
                other.state = try PartitionState(checkpoint: other.state.checkpoint())
            }
            one.take(input)
            other.take(input)
            #expect(one.ledger.differences == [])
        }
        #expect(one.drain() == other.drain())
        #expect(one.state.checkpoint() == other.state.checkpoint())
    }
}
