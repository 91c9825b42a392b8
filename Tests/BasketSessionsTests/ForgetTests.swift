import BasketEvents
import Testing

@testable import BasketSessions

@Suite("A shopper to be forgotten")
struct ForgetTests {
    private static let shopper = StableHash("u-0")

    @Test(
        "leaves the state with all sessions and memories, the ledger balanced",
        arguments: UInt64(0)..<200)
    func leaves(seed: UInt64) throws {
        var shop = RandomShop(seed: seed)
        let inputs = shop.badDay()
        var random = SeededRandom(seed: seed)
        var partition = TestPartition(shop.settings)
        for input in inputs[..<random.index(below: inputs.count + 1)] { partition.take(input) }
        let others = partition.otherShoppers
        let open = partition.ledger.sessions.open

        try partition.forget(Self.shopper)

        #expect(partition.ledger.differences == [], "seed \(seed)")
        #expect(partition.ledger.sessions.forgotten == open - partition.ledger.sessions.open)
        #expect(Int64(partition.effects.forgotten.count) == partition.ledger.sessions.forgotten)
        let isKnown = partition.knows(Self.shopper)
        #expect(!isKnown, "seed \(seed)")
        #expect(partition.otherShoppers == others, "seed \(seed)")

        let once = partition.state.checkpoint()
        try partition.forget(Self.shopper)
        #expect(partition.state.checkpoint() == once, "again changes nothing; seed \(seed)")
        let restored = try PartitionState(checkpoint: once)
        #expect(restored.checkpoint() == once, "seed \(seed)")
    }

    @Test("does not change what becomes of the others", arguments: UInt64(0)..<200)
    func others(seed: UInt64) throws {
        var shop = RandomShop(seed: seed)
        let inputs = shop.badDay()
        var random = SeededRandom(seed: seed)
        let when = random.index(below: inputs.count + 1)
        var plain = TestPartition(shop.settings)
        var forgetful = TestPartition(shop.settings)
        for (index, input) in inputs.enumerated() {
            if index == when { try forgetful.forget(Self.shopper) }
            plain.take(input)
            forgetful.take(input)
        }
        plain.tick(to: shop.evening)
        forgetful.tick(to: shop.evening)

        #expect(forgetful.ledger.differences == [], "seed \(seed)")
        let open = (plain.otherShoppers, forgetful.otherShoppers)
        #expect(open.0 == open.1, "seed \(seed)")
        func ends(_ effects: Effects) -> [FinalSession] {
            effects.outcomes.map { FinalSession($0, effects.texts) }.filter { $0.shopper != "u-0" }
        }
        #expect(ends(forgetful.effects) == ends(plain.effects), "seed \(seed)")
    }
}

extension TestPartition {
    fileprivate mutating func forget(_ shopper: StableHash) throws {
        try state.take(.forget(shopper), into: &effects)
    }

    /// The keys of all open sessions but those of u-0.
    fileprivate var otherShoppers: [SessionKey] {
        state.sessions.filter { $0.isOpen && $0.shopper != StableHash("u-0") }.map(\.key).sorted()
    }

    fileprivate func knows(_ shopper: StableHash) -> Bool {
        state.sessions.contains { $0.isOpen && $0.shopper == shopper }
            || state.index.find(shopper, in: state.sessions) >= 0
            || state.history.entry(of: shopper, at: .min) != nil
    }
}
