import BasketEvents
import Testing

@testable import BasketSessions

@Suite("A partition whose records cannot be used")
struct RefusalWindowTests {
    /// What comes: so many records of one kind, one behind the other.
    enum Run: Sendable {
        case good(Int)
        case bad(Int, [UInt8] = Array("<html>".utf8))
    }

    @Test("keeps every one of them up to the limit, counted by offset")
    func upToTheLimit() {
        var partition = RefusalWindowTests.partition(most: 100)
        // Between good ones: as many as the limit of the last 10,000.
        for _ in 0..<100 { RefusalWindowTests.take([.bad(1), .good(99)], &partition) }
        #expect(partition.state.refusedRecently == 100)
        #expect(!partition.state.looksWrong)
        // As one leaves the last 10,000, the next one comes.
        for _ in 0..<50 { RefusalWindowTests.take([.bad(1), .good(99)], &partition) }
        #expect(partition.state.refusedRecently == 100)
        #expect(partition.effects.quarantined.count == 150)
        #expect(partition.ledger.unkept == 0)

        RefusalWindowTests.take([.bad(1)], &partition)
        #expect(!partition.state.looksWrong, "the first of those before has just left")
        RefusalWindowTests.take([.bad(1)], &partition)
        #expect(partition.state.looksWrong)
    }

    @Test("keeps of further ones the first, second, fourth and so on, of each reason")
    func samples() {
        var partition = RefusalWindowTests.partition(most: 5_000)
        RefusalWindowTests.take([.bad(5_000)], &partition)
        #expect(partition.effects.quarantined.count == 5_000)
        partition.effects.removeAll()

        RefusalWindowTests.take([.bad(100_000)], &partition)
        let offsets = partition.effects.quarantined.map { $0.offset - 100 - 4_999 }
        #expect(offsets == (0..<17).map { 1 << $0 })
        #expect(partition.ledger.unkept == 100_000 - 17)
        #expect(partition.ledger.quarantined == 105_000)
        #expect(partition.ledger.differences.isEmpty)
        partition.effects.removeAll()

        RefusalWindowTests.take([.bad(3, Array("{}".utf8)), .bad(1, [])], &partition)
        #expect(
            partition.effects.quarantined.map(\.reason) == [
                .missingType, .missingType, .emptyRecord,
            ])
    }

    @Test("keeps all again, by itself, once enough of the last ones are good")
    func recovers() {
        var partition = RefusalWindowTests.partition(most: 5_000)
        RefusalWindowTests.take([.bad(10_000)], &partition)
        #expect(partition.state.looksWrong)
        RefusalWindowTests.take([.good(4_999)], &partition)
        #expect(partition.state.looksWrong)
        RefusalWindowTests.take([.good(1)], &partition)
        #expect(!partition.state.looksWrong)
        partition.effects.removeAll()
        RefusalWindowTests.take([.bad(1), .good(5_000), .bad(700)], &partition)
        #expect(partition.effects.quarantined.count == 701)
        // It ended: what is sampled next time begins with the first again.
        #expect(partition.state.refusals.sampled.isEmpty)
    }

    @Test("does not take late records and duplicates for unusable ones")
    func late() {
        var partition = RefusalWindowTests.partition(most: 2)
        partition.take(.view("e-1", at: TestEvent.dawn + 86_400_000))
        for number in 0..<5 {
            partition.take(.view("late-\(number)", at: TestEvent.dawn))
            partition.take(.view("e-1", at: TestEvent.dawn + 86_400_000))
        }
        #expect(partition.ledger.late == 5)
        #expect(partition.ledger.duplicate == 5)
        #expect(partition.state.refusedRecently == 0)
        #expect(partition.effects.quarantined.count == 5)
    }

    @Test("goes on from a checkpoint as if there had been none", arguments: UInt64(0)..<30)
    func checkpoint(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let runs = (0..<30).map { _ in
            random.chance(0.5)
                ? Run.good(random.index(below: 900))
                : Run.bad(
                    random.index(below: 2_000), Array((random.chance(0.3) ? "{}" : "<html>").utf8))
        }
        let cut = random.index(below: runs.count)
        var whole = RefusalWindowTests.partition(most: 3_000)
        RefusalWindowTests.take(runs[..<cut], &whole)
        var restored = TestPartition(try PartitionState(checkpoint: whole.state.checkpoint()))
        whole.effects.removeAll()

        RefusalWindowTests.take(runs[cut...], &whole)
        RefusalWindowTests.take(runs[cut...], &restored)
        #expect(Trace(whole.effects) == Trace(restored.effects), "seed \(seed)")
        #expect(whole.ledger == restored.ledger)
        #expect(whole.state.checkpoint() == restored.state.checkpoint())
    }

    @Test("keeps what other settings say from then on")
    func settingsChange() throws {
        var partition = RefusalWindowTests.partition(most: 10)
        RefusalWindowTests.take([.bad(100)], &partition)
        #expect(partition.state.looksWrong)
        partition.effects.removeAll()
        _ = partition.rows()

        var settings = partition.state.settings
        settings.mostQuarantined = 200
        try partition.state.take(.settings(settings), into: &partition.effects)
        #expect(!partition.state.looksWrong)
        RefusalWindowTests.take([.bad(100)], &partition)
        #expect(partition.effects.quarantined.count == 100)
        RefusalWindowTests.take([.bad(1)], &partition)
        #expect(partition.state.looksWrong)
    }

    @Test("never samples where all may be kept, as before there was a limit")
    func unlimited() {
        var settings = SessionSettings()
        settings.liftLimits()
        var partition = RefusalWindowTests.partition(most: settings.mostQuarantined)
        RefusalWindowTests.take([.bad(25_000)], &partition)
        #expect(partition.ledger.unkept == 0)
        #expect(!partition.state.looksWrong)
    }

    private static func partition(most: Int) -> TestPartition {
        var settings = SessionSettings()
        settings.mostQuarantined = most
        return TestPartition(settings)
    }

    private static func take(_ runs: some Sequence<Run>, _ partition: inout TestPartition) {
        for run in runs {
            switch run {
            case .good(let count):
                for _ in 0..<count {
                    let offset = partition.ledger.nextOffset
                    partition.take(.view("e-\(offset)", at: TestEvent.dawn + offset))
                }
            case .bad(let count, let value):
                for _ in 0..<count { partition.take(TestRecord(key: nil, value: value)) }
            }
        }
    }
}
