import BasketEvents
import Testing

@testable import BasketSessions

@Suite("A partition's effects")
struct ReplayTests {
    @Test("do not show where one batch ended and the next began", arguments: UInt64(0)..<400)
    func batches(seed: UInt64) {
        var shop = RandomShop(seed: seed)
        let inputs = shop.badDay()
        var whole = TestPartition(shop.settings)
        var cut = TestPartition(shop.settings)
        var trace = Trace()
        var random = SeededRandom(seed: seed)
        for input in inputs {
            whole.take(input)
            cut.take(input)
            #expect(whole.ledger.differences == [], "seed \(seed)")
            if random.chance(0.3) {
                trace.append(cut.effects)
                cut.effects.removeAll()
            }
            if random.chance(0.2) { _ = cut.rows() }
        }
        trace.append(cut.effects)

        #expect(trace == Trace(whole.effects), "seed \(seed)")
        #expect(cut.state.checkpoint() == whole.state.checkpoint(), "seed \(seed)")
    }

    @Test("do not show that records were expected", arguments: UInt64(0)..<50)
    func expectation(seed: UInt64) {
        var shop = RandomShop(seed: seed, count: 100)
        let records = shop.shuffled().map(\.record)
        var surprised = TestPartition(shop.settings)
        var prepared = TestPartition(shop.settings)
        for start in stride(from: 0, to: records.count, by: 16) {
            let batch = records[start..<min(start + 16, records.count)]
            prepared.expect(Array(batch))
            for record in batch {
                surprised.take(record)
                prepared.take(record)
            }
        }
        #expect(Trace(prepared.effects) == Trace(surprised.effects), "seed \(seed)")
        #expect(prepared.state.checkpoint() == surprised.state.checkpoint(), "seed \(seed)")
    }

    @Test("go on from a checkpoint as if it had not been read", arguments: UInt64(0)..<400)
    func checkpoints(seed: UInt64) throws {
        var shop = RandomShop(seed: seed)
        let inputs = shop.badDay()
        var random = SeededRandom(seed: seed)
        let stop = random.index(below: inputs.count + 1)
        var running = TestPartition(shop.settings)
        for input in inputs[..<stop] { running.take(input) }
        _ = running.drain()

        let stored = running.state.checkpoint()
        var restored = TestPartition(try PartitionState(checkpoint: stored))
        #expect(restored.state.checkpoint() == stored, "seed \(seed)")
        for input in inputs[stop...] {
            running.take(input)
            restored.take(input)
            #expect(restored.drain() == running.drain(), "seed \(seed)")
        }
        running.tick(to: shop.evening)
        restored.tick(to: shop.evening)

        #expect(restored.drain() == running.drain(), "seed \(seed)")
        #expect(restored.state.checkpoint() == running.state.checkpoint(), "seed \(seed)")
        #expect(restored.ledger == running.ledger, "seed \(seed)")
    }

    @Test("change by nothing but a count when records come twice", arguments: UInt64(0)..<400)
    func duplicates(seed: UInt64) {
        var shop = RandomShop(seed: seed)
        let arrivals = shop.shuffled()
        var once = TestPartition(shop.settings)
        var twice = TestPartition(shop.settings)
        var random = SeededRandom(seed: seed)
        var repeated: Int64 = 0
        for (place, event) in arrivals.enumerated() {
            once.take(event)
            twice.take(event)
            // Again anything whose session is open, and among the last of it that are remembered.
            let again = arrivals[max(0, place - random.index(below: 20))]
            guard again.time + shop.settings.gapMilliseconds >= twice.state.watermark.milliseconds
            else { continue }
            twice.take(again)
            repeated += 1
        }
        once.tick(to: shop.evening)
        twice.tick(to: shop.evening)

        #expect(twice.effects.finalSessions == once.effects.finalSessions, "seed \(seed)")
        #expect(
            twice.moments.map { [$0.time.milliseconds, Int64($0.ordinal)] }
                == once.moments.map { [$0.time.milliseconds, Int64($0.ordinal)] }, "seed \(seed)")
        #expect(twice.moments.map(\.facts) == once.moments.map(\.facts), "seed \(seed)")
        #expect(twice.ledger.duplicate == repeated, "seed \(seed)")
        #expect(twice.ledger.applied == once.ledger.applied)
        #expect(twice.ledger.sessions == once.ledger.sessions)
        #expect(twice.ledger.baskets == once.ledger.baskets)
    }

    @Test("are the same when every tick comes twice, or again later", arguments: UInt64(0)..<200)
    func ticks(seed: UInt64) {
        var shop = RandomShop(seed: seed)
        let inputs = shop.badDay()
        var once = TestPartition(shop.settings)
        var twice = TestPartition(shop.settings)
        var past: [Int64] = []
        for input in inputs {
            once.take(input)
            twice.take(input)
            if case .tick(let time) = input { past.append(time) }
            let before = twice.state.watermark
            for time in past { twice.tick(to: min(time, before.milliseconds)) }
            #expect(twice.state.watermark == before)
        }
        #expect(Trace(twice.effects) == Trace(once.effects), "seed \(seed)")
        #expect(twice.state.checkpoint() == once.state.checkpoint(), "seed \(seed)")
    }
}
