import BasketEvents
import Testing

@testable import BasketTraffic

@Suite("A traffic source")
struct TrafficSourceTests {
    @Test("gives the bytes that its seed has always given")
    func pinnedBytes() {
        let recording = Recording(TrafficSettings(), limit: 10_000)
        let faulty = Recording(Recording.faulty(), limit: 10_000)

        #expect(recording.fingerprint == "68aeca5be2c4953b-81bbb78aa311bda7")
        #expect(faulty.fingerprint == "7db5b730c68eac48-cb4325a463087b46")
    }

    @Test("gives other bytes for another seed", arguments: UInt64(2)..<6)
    func seedsDiffer(seed: UInt64) {
        var settings = TrafficSettings()
        let first = Recording(settings, limit: 100)
        settings.seed = seed
        let other = Recording(settings, limit: 100)

        #expect(first.records.map(\.value) != other.records.map(\.value))
    }

    @Test("emits in the order of event time when no fault is asked for", arguments: UInt64(0)..<5)
    func order(seed: UInt64) {
        var settings = TrafficSettings()
        settings.seed = seed
        let emissions = Recording(settings, limit: 5_000).records.map(\.emission)

        #expect(emissions.allSatisfy { $0.kind == .inOrder && $0.time == $0.streamTime })
        #expect(zip(emissions, emissions.dropFirst()).allSatisfy { $0.time <= $1.time })
    }

    @Test("emits what can be read, with the shopper's id as the key and no id twice")
    func readable() throws {
        var reader = EventReader()
        var ids: Set<String> = []

        for record in Recording(TrafficSettings(), limit: 20_000).records {
            let event = try PlainEvent.read(record.value, with: &reader)

            #expect(event.type == record.emission.type)
            #expect(event.time == record.emission.time.milliseconds)
            #expect(Array(event.shopper.utf8) == record.key)
            #expect(ids.insert(event.id).inserted)
        }
    }

    @Test("ends when its doors are closed and everybody has left", arguments: UInt64(0)..<5)
    func closing(seed: UInt64) {
        let counts = Recording(Recording.faulty(seed: seed), limit: 3_000, closingDoors: true)
            .counts

        #expect(counts.held == 0)
        #expect(counts.openVisits == 0)
        #expect(counts.emitted > 3_000)
    }

    @Test("counts each record once by kind and once by type", arguments: [100, 3_000, 20_000])
    func counts(limit: Int) {
        let recording = Recording(Recording.faulty(), limit: limit)
        let counts = recording.counts

        #expect(counts.emitted == UInt64(limit))
        for kind in Emission.Kind.allCases {
            let found = recording.records.count { $0.emission.kind == kind }
            #expect(counts.emitted(kind) == UInt64(found))
        }
        let ofAllTypes = EventType.allCases.reduce(0) { $0 + counts.emitted($1) }
        #expect(ofAllTypes == counts.emitted)
    }

    @Test("numbers from where it is told, so that streams can share a topic")
    func firstNumber() {
        var settings = TrafficSettings()
        settings.firstNumber = 7_000_000_000_000
        let first = Recording(settings, limit: 1).records[0]

        #expect(String(decoding: first.key, as: UTF8.self) == "u-7000000000000")
        #expect(String(decoding: first.value, as: UTF8.self).contains("\"id\":\"e-7000000000000\""))
    }
}
