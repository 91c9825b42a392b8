import BasketEvents
import Testing

@testable import BasketSessions

private let dawn = TestEvent.dawn
private let minute: Int64 = 60_000

@Suite("A limit")
struct LimitTests {
    private func settings(
        longest: Int64 = 86_400_000, events: Int = 5_000, open: Int = 1_000
    ) -> SessionSettings {
        var settings = SessionSettings.small(gap: 10 * minute)
        settings.silenceMilliseconds = []
        settings.longestMilliseconds = longest
        settings.mostEvents = events
        settings.openSessions = open
        return settings
    }

    @Test("of events cuts a shopper that never stops, and counts and marks it")
    func events() {
        var partition = TestPartition(settings(events: 100))
        for number in 0..<1_050 {
            let time = dawn + Int64(number) * 1_000
            partition.take(
                number % 10 == 0 ? .add("e-\(number)", at: time) : .view("e-\(number)", at: time))
        }
        #expect(partition.ledger.cut == 10)
        #expect(partition.outcomes.map(\.kind) == Array(repeating: .abandoned, count: 10))
        #expect(partition.outcomes.allSatisfy { $0.exclusion == .cut })
        #expect(partition.outcomes.allSatisfy { $0.facts.views + $0.facts.adds == 100 })
        #expect(partition.ledger.sessions.opened == 11)
        #expect(partition.ledger.applied == 1_050)
        #expect(partition.ledger.differences == [])

        partition.tick(to: dawn + 120 * minute)
        #expect(partition.outcomes.last?.exclusion == nil, "the rest ended by itself")
    }

    @Test("of length cuts at the first event beyond it, wherever it lies")
    func length() {
        var partition = TestPartition(settings(longest: 30 * minute))
        for number in 0...6 {
            partition.take(.add("e-\(number)", at: dawn + Int64(number) * 5 * minute))
        }
        #expect(partition.ledger.cut == 0)
        partition.take(.add("e-7", at: dawn + 30 * minute + 1))
        #expect(partition.ledger.cut == 1)
        #expect(partition.outcomes.map(\.exclusion) == [.cut])
        #expect(partition.ledger.sessions.open == 1)
    }

    @Test("of open sessions cuts those that were silent the longest, a sixteenth at a time")
    func openSessions() {
        var partition = TestPartition(settings(open: 32))
        for number in 0..<33 {
            let event = TestEvent.add("e-\(number)", at: dawn + Int64(number) * 1_000)
            partition.take(event.with { $0.shopper = "u-\(number)" })
        }
        #expect(partition.ledger.cut == 2)
        #expect(partition.ledger.sessions.open == 31)
        let texts = partition.effects.texts
        #expect(partition.outcomes.map { texts.string($0.texts.shopperID) } == ["u-0", "u-1"])
        #expect(partition.ledger.differences == [])
    }

    @Test("leaves a state that a checkpoint brings back", arguments: UInt64(0)..<200)
    func checkpoints(seed: UInt64) throws {
        var shop = RandomShop(seed: seed)
        var settings = shop.settings
        settings.mostEvents = 4
        settings.longestMilliseconds = 90_000
        settings.openSessions = 2
        let inputs = shop.badDay()
        var partition = TestPartition(settings)
        var random = SeededRandom(seed: seed)
        let stop = random.index(below: inputs.count + 1)
        for input in inputs[..<stop] { partition.take(input) }
        #expect(partition.ledger.differences == [], "seed \(seed)")
        #expect(partition.ledger.sessions.open <= 2, "seed \(seed)")

        let stored = partition.state.checkpoint()
        var restored = TestPartition(try PartitionState(checkpoint: stored))
        #expect(restored.state.checkpoint() == stored, "seed \(seed)")
        _ = partition.drain()
        for input in inputs[stop...] {
            partition.take(input)
            restored.take(input)
        }
        #expect(restored.drain() == partition.drain(), "seed \(seed)")
        #expect(restored.state.checkpoint() == partition.state.checkpoint(), "seed \(seed)")
    }

    @Test("is lifted in settings that were stored before there was one")
    func before() throws {
        let encoded = SessionSettings().encoded
        for (bytes, most) in [(32, Int.max), (8, 5_000)] {
            let settings = try SessionSettings(encoded: Array(encoded.dropLast(bytes)))
            #expect(settings.mostEvents == most)
            #expect(settings.mostQuarantined == SessionLimit.refusalWindow)
            #expect(settings.areSound)
        }
    }
}
