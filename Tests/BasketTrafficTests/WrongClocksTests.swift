import BasketEvents
import BasketSessions
import Testing

@testable import BasketTraffic

@Suite("Wrong clocks")
struct WrongClocksTests {
    private static let time: Int64 = 1_764_150_000_000

    @Test("are wrong by the stated law", arguments: UInt64(1)..<4)
    func law(seed: UInt64) {
        var settings = TrafficSettings()
        settings.seed = seed
        settings.wrongClockShare = 0.3
        let clocks = WrongClocks(settings)
        let errors = (1...20_000).map { clocks.told(Self.time, by: $0) - Self.time }
            .filter { $0 != 0 }
        let anew = errors.filter { Self.time + $0 < 10_000_000_000 }
        let zones = errors.filter { $0 % 3_600_000 == 0 && !anew.contains($0) }
        let drifts = errors.filter { $0 % 3_600_000 != 0 && !anew.contains($0) }.map(abs).sorted()
        let all = Double(errors.count)

        #expect(isNear(all / 20_000, 0.3, within: 0.05))
        #expect(isNear(Double(drifts.count) / all, 0.6, within: 0.05))
        #expect(isNear(Double(zones.count) / all, 0.3, within: 0.1))
        #expect(isNear(Double(anew.count) / all, 0.1, within: 0.2))
        #expect(isNear(Double(drifts[drifts.count / 2]), 90_000, within: 0.1))
        #expect(isNear(Double(errors.count { $0 > 0 }) / all, 0.45, within: 0.07))
        #expect(Set(zones.map { abs($0) / 3_600_000 }) == Set(1...12))
    }

    @Test("stay as wrong as they are")
    func steady() {
        var settings = TrafficSettings()
        settings.wrongClockShare = 1
        let clocks = WrongClocks(settings)

        for shopper in UInt64(1)...500 {
            let later = clocks.told(Self.time + 86_400_000, by: shopper)
            #expect(later - clocks.told(Self.time, by: shopper) == 86_400_000)
        }
    }

    @Test("change what is told of the time, and nothing else")
    func sameShop() throws {
        var settings = TrafficSettings()
        let right = Recording(settings, limit: 10_000)
        settings.wrongClockShare = 0.2
        let wrong = Recording(settings, limit: 10_000)
        func withoutTime(_ record: Recording.Record) -> String {
            let text = String(decoding: record.value, as: UTF8.self)
            return text.replacing(#/"time_ms":\d+/#, with: "")
        }

        #expect(right.records.map(\.emission) == wrong.records.map(\.emission))
        #expect(zip(right.records, wrong.records).allSatisfy { withoutTime($0) == withoutTime($1) })
        let different = zip(right.records, wrong.records).count { $0 != $1 }
        #expect(UInt64(different) == wrong.counts.misdated)
        #expect(isNear(ratio(different, 10_000), 0.2, within: 0.2))
    }

    /// - Parameter isLive: whether each record bears the time at which it truly came.
    private static func ledger(_ settings: TrafficSettings, isLive: Bool = true) -> Ledger {
        var state = PartitionState(partition: 0, firstOffset: 0, settings: SessionSettings())
        var reader = EventReader()
        var effects = Effects()
        for (offset, record) in Recording(settings, limit: 120_000).records.enumerated() {
            record.key.withUnsafeBytes { key in
                record.value.withUnsafeBytes { value in
                    state.take(
                        LogRecord(
                            partition: 0, offset: Int64(offset),
                            timestampMilliseconds: isLive
                                ? record.emission.streamTime.milliseconds : nil,
                            key: key, value: value),
                        reader: &reader, into: &effects)
                }
            }
        }
        return state.ledger
    }

    @Test(
        "are clamped where they are ahead, late where they are behind, refused where they begin anew",
        arguments: UInt64(1)..<4)
    func processor(seed: UInt64) {
        var settings = TrafficScenarioTests.settings(.brokenClock, seed: seed, visitsPerSecond: 3)
        let ledger = Self.ledger(settings)
        func share(_ count: Int64) -> Double { Double(count) / Double(ledger.read) }

        // Of the tenth that is wrong: ahead by more than 10 minutes, clamped: 15 % in zones and 6 % of
        // the 30 % that drift; behind by more than the gap, late: 15 % and a few; 1970: 10 %. A few
        // hundred shoppers each, so within a third.
        #expect((0.011...0.023).contains(share(ledger.clamped)), "\(share(ledger.clamped))")
        #expect((0.010...0.022).contains(share(ledger.late)), "\(share(ledger.late))")
        #expect(
            (0.006...0.014).contains(share(ledger.quarantined)), "\(share(ledger.quarantined))")
        #expect(ledger.differences.isEmpty)

        // Where nothing holds the clocks, those furthest ahead rule: hardly anybody else is in time.
        let unheld = Self.ledger(settings, isLive: false)
        #expect(unheld.clamped == 0)
        #expect(Double(unheld.late) / Double(unheld.read) > 0.8)
        #expect(unheld.differences.isEmpty)

        settings.wrongClockShare = 0
        let right = Self.ledger(settings)
        #expect(right.clamped == 0 && right.late == 0 && right.quarantined == 0)
    }
}
