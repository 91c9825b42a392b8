import BasketEvents
import Foundation
import StoryTesting
import Testing

@testable import BasketSessions

/// fixtures/checkpoints/v<format>.bin: the state of ``GoldenStream``, written by the program of each
/// format.
@Suite("A golden checkpoint")
struct GoldenCheckpointTests {
    @Test("of every format there was loads, and goes on as the state made anew", arguments: 1...3)
    func loads(format: Int) throws {
        var loaded = TestPartition(
            try PartitionState(checkpoint: GoldenCheckpointTests.stored(format)))
        var anew = TestPartition(
            GoldenStream.state(hasLimits: format > 1, knowsTopic: format > 2))
        #expect(loaded.state.checkpoint() == anew.state.checkpoint())

        let now = anew.state.watermark.milliseconds
        for partition in 0..<2 {
            let events = [
                TestEvent.add("later-1", at: now, "p-3").with { $0.shopper = "hoarder" },
                TestEvent.view("v-90", at: now), TestEvent.view("later-2", at: now + 1),
            ]
            if partition == 0 { loaded.take(events) } else { anew.take(events) }
        }
        loaded.tick(to: now + 7_200_000)
        anew.tick(to: now + 7_200_000)
        #expect(Trace(loaded.effects) == Trace(anew.effects))
        #expect(loaded.ledger == anew.ledger)
        #expect(loaded.ledger.sessions.open == 0)
    }

    @Test("of today's format is what is written today, byte for byte")
    func written() throws {
        let version = Int(CheckpointFormat.version)
        let today = GoldenStream.state().checkpoint()
        if ProcessInfo.processInfo.environment["BASKETWATCH_RECORD_CHECKPOINT"] != nil {
            try Data(today).write(to: GoldenCheckpointTests.file(version))
        }
        let isSame = try GoldenCheckpointTests.stored(version) == today
        #expect(
            isSame,
            "The format has changed: raise its version, keep reading the old, add a golden file.")
    }

    @Test("holds some of everything")
    func isRich() {
        let state = GoldenStream.state()
        let baskets = state.baskets
        #expect(state.sessions.contains { $0.ids.count == 64 && $0.ids.oldest > 0 })
        #expect(state.sessions.contains { !$0.hasBasket && $0.isOpen })
        #expect(state.sessions.contains { $0.nextSilence > 0 && $0.isOpen })
        #expect(baskets.contains { $0.lines.own.count == 30 })
        #expect(baskets.contains { $0.orders.kept.count == 3 })
        #expect(baskets.contains { $0.quote.said.minor == 490 && $0.step.said == 2 })
        #expect(baskets.contains { !$0.shopSession.said.isEmpty })
        #expect(state.history.count > 20)
        #expect(state.words.words.count > 6)
    }

    private static func file(_ format: Int) -> URL {
        Story.folder.appending(path: "checkpoints/v\(format).bin")
    }

    private static func stored(_ format: Int) throws -> [UInt8] {
        try Array(Data(contentsOf: file(format)))
    }
}
