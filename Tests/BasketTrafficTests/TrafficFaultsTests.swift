import BasketEvents
import Testing

@testable import BasketTraffic

@Suite("Traffic faults")
struct TrafficFaultsTests {
    @Test("come as often as their shares say", arguments: UInt64(1)..<4)
    func shares(seed: UInt64) {
        let counts = Recording(Recording.faulty(seed: seed), limit: 40_000, closingDoors: true)
            .counts
        let made = Double(counts.emitted - counts.emitted(.duplicate))

        let shares: [(Emission.Kind, Double)] = [
            (.outOfOrder, 0.03), (.veryLate, 0.02), (.duplicate, 0.04), (.malformed, 0.05),
        ]
        for (kind, share) in shares {
            #expect(abs(Double(counts.emitted(kind)) / made - share) < 0.005, "\(kind)")
        }
    }

    @Test("delay a record within their bounds and move nothing else")
    func delays() {
        let settings = Recording.faulty()
        let records = Recording(settings, limit: 40_000).records
        let steady = records.filter { $0.emission.kind == .inOrder }

        #expect(
            zip(records, records.dropFirst()).allSatisfy {
                $0.emission.streamTime <= $1.emission.streamTime
            })
        #expect(
            zip(steady, steady.dropFirst()).allSatisfy { $0.emission.time <= $1.emission.time })
        for emission in records.map(\.emission) {
            let delay = emission.streamTime.milliseconds - emission.time.milliseconds
            switch emission.kind {
            case .inOrder, .malformed: #expect(delay == 0)
            case .outOfOrder: #expect((1...settings.faults.outOfOrderMilliseconds).contains(delay))
            case .veryLate: #expect(settings.faults.veryLateMilliseconds.contains(delay))
            case .duplicate: #expect((1...settings.faults.duplicateMilliseconds).contains(delay))
            }
        }
    }

    @Test("leave the shop as it is: the same events are made, wherever they end up")
    func sameShop() {
        let plain = Recording(TrafficSettings(), limit: 20_000, closingDoors: true)
        var settings = Recording.faulty()
        settings.faults.malformedShare = 0
        let faulty = Recording(settings, limit: 60_000)

        let made = Set(faulty.records.map(\.value))
        let missing = plain.records.prefix(19_000).filter { !made.contains($0.value) }

        // Those that were very late, and not yet there when the recording ended.
        #expect(UInt64(missing.count) <= faulty.counts.held)
    }

    @Test("repeat a duplicate byte for byte")
    func duplicates() {
        let records = Recording(Recording.faulty(), limit: 20_000).records
        var seen: Set<[UInt8]> = []

        for record in records {
            let isNew = seen.insert(record.value).inserted
            if record.emission.kind == .duplicate { #expect(!isNew) }
            if record.emission.kind == .inOrder { #expect(isNew) }
        }
    }

    @Test("make a malformed record unreadable and keep its key")
    func malformed() throws {
        var reader = EventReader()

        for record in Recording(Recording.faulty(), limit: 20_000).records {
            #expect(record.key.starts(with: Array("u-".utf8)))
            if record.emission.kind == .malformed {
                #expect(throws: PlainEvent.Refusal.self) {
                    try PlainEvent.read(record.value, with: &reader)
                }
            } else {
                _ = try PlainEvent.read(record.value, with: &reader)
            }
        }
    }
}
