import BasketEvents
import Testing

@testable import BasketTraffic

@Suite("A shift")
struct TrafficShiftTests {
    /// The figures of the first ten hours of a shop.
    struct Figures {
        var visits = 0.0
        var events = 0.0
        var baskets = 0.0
        var purchases = 0.0
        var quoted = 0.0
        var quotedPurchases = 0.0

        init(_ shifts: [TrafficShift], seed: UInt64) {
            var settings = TrafficSettings()
            settings.seed = seed
            settings.visitsPerSecond = 0.3
            settings.shifts = shifts
            let recording = Recording(settings, until: settings.start.milliseconds + 36_000_000)
            for visit in Visits(recording).byID.values {
                visits += 1
                events += Double(visit.events)
                baskets += visit.hasBasket ? 1 : 0
                purchases += visit.hasPurchase ? 1 : 0
                guard visit.firstShippingShare != nil else { continue }
                quoted += 1
                quotedPurchases += visit.hasPurchase ? 1 : 0
            }
        }
    }

    static func figures(_ knob: TrafficShift.Knob, _ factor: Double, seed: UInt64) -> Figures {
        Figures([TrafficShift(knob, by: factor, .after(hours: 0))], seed: seed)
    }

    @Test(
        "of thrift makes shoppers add less, and give up more at the quote", arguments: UInt64(1)..<3
    )
    func thrift(seed: UInt64) {
        let usual = Figures([], seed: seed)
        let thrifty = Self.figures(.thrift, 2.5, seed: seed)

        #expect(thrifty.baskets / thrifty.visits < usual.baskets / usual.visits * 0.9)
        let (before, after) = (
            usual.quotedPurchases / usual.quoted, thrifty.quotedPurchases / thrifty.quoted
        )
        #expect(after < before - 0.1, "\(before) to \(after)")
    }

    @Test("of patience makes visits longer", arguments: UInt64(1)..<3)
    func patience(seed: UInt64) {
        let usual = Figures([], seed: seed)
        let patient = Self.figures(.patience, 2, seed: seed)

        #expect(isNear(patient.visits / usual.visits, 1, within: 0.05))
        #expect(patient.events / patient.visits > usual.events / usual.visits * 1.3)
    }

    @Test("of buying makes more visits end in a purchase", arguments: UInt64(1)..<3)
    func buying(seed: UInt64) {
        let usual = Figures([], seed: seed)
        let eager = Self.figures(.buying, 2, seed: seed)

        #expect(eager.purchases / eager.visits > usual.purchases / usual.visits * 1.3)
    }

    @Test("of shipping to nothing makes it free")
    func free() throws {
        var settings = TrafficSettings()
        settings.shifts = [TrafficShift(.shipping, by: 0, .after(hours: 0))]
        var reader = EventReader()
        for record in Recording(settings, limit: 20_000).records {
            let event = try PlainEvent.read(record.value, with: &reader)
            #expect(event.shippingMinor ?? 0 == 0)
        }
    }

    @Test("changes nothing before its time", arguments: TrafficShift.Knob.allCases)
    func before(knob: TrafficShift.Knob) {
        var settings = TrafficSettings()
        settings.visitsPerSecond = 1
        settings.rhythm = .day
        settings.botShare = knob == .bots ? 0.1 : 0
        let usual = Recording(settings, limit: 9_000)
        let at = usual.records[4_000].emission.time
        settings.shifts = [TrafficShift(knob, by: 2, TrafficSpan(from: .at(at)))]
        let shifted = Recording(settings, limit: 9_000)

        #expect(usual.records.prefix(4_000) == shifted.records.prefix(4_000))
        #expect(usual.records != shifted.records)
    }

    @Test("is over when its time is over: the factors multiply while several hold")
    func calendar() {
        var settings = TrafficSettings()
        settings.shifts = [
            TrafficShift(.shipping, by: 2, .after(hours: 1, forHours: 4)),
            TrafficShift(.shipping, by: 3, .after(hours: 2, forHours: 1)),
            TrafficShift(.thrift, by: 5, .after(hours: 4)),
        ]
        let calendar = TrafficCalendar(settings)
        let hours = calendar.periods.dropFirst().map {
            ($0.start - settings.start.milliseconds) / 3_600_000
        }

        #expect(hours == [1, 2, 3, 4, 5])
        #expect(calendar.periods.map(\.shipping) == [1, 2, 6, 2, 2, 1])
        #expect(calendar.periods.map(\.thrift) == [1, 1, 1, 1, 5, 5])
    }
}
