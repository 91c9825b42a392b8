import BasketEvents
import Testing

@testable import BasketSessions

private let dawn = TestEvent.dawn
private let minute: Int64 = 60_000

@Suite("A session")
struct SessionTests {
    private static let gaps: [([Int64], Int64)] = [
        ([0, 30 * minute], 1), ([0, 30 * minute + 1], 2), ([30 * minute, 0], 1),
        ([30 * minute + 1, 0], 2), ([0, 20 * minute, 50 * minute], 1),
        ([0, 20 * minute, 50 * minute + 1], 2),
    ]

    @Test("holds events at most the gap apart", arguments: gaps)
    func gap(times: [Int64], sessions: Int64) {
        var settings = SessionSettings()
        settings.disorderMilliseconds = 60 * minute
        var partition = TestPartition(settings)
        for time in times { partition.take(.view("e-\(time)", at: dawn + time)) }
        #expect(partition.ledger.sessions.opened == sessions)
    }

    private static let watermarks: [(Int64, Int64)] = [
        (30 * minute - 1, 1), (30 * minute, 1), (30 * minute + 1, 0),
    ]

    @Test("closes when the watermark has passed its end and the gap", arguments: watermarks)
    func close(watermark: Int64, open: Int64) {
        var partition = TestPartition()
        partition.take(.add("e-1", at: dawn))
        partition.tick(to: dawn + watermark)
        #expect(partition.ledger.sessions.open == open)
        #expect(partition.outcomes.map(\.kind) == (open == 0 ? [.abandoned] : []))
    }

    private static let endings: [([TestEvent], OutcomeKind)] = [
        ([.view("1", at: dawn)], .browsed),
        ([.cancel("1", at: dawn)], .browsed),
        ([.add("1", at: dawn)], .abandoned),
        ([.remove("1", at: dawn)], .abandoned),
        ([.checkout("1", at: dawn)], .abandoned),
        ([.purchase("1", at: dawn)], .purchased),
        ([.purchase("1", at: dawn), .add("2", at: dawn + 5)], .purchased),
    ]

    @Test("ends as what happened in it", arguments: endings)
    func outcome(events: [TestEvent], kind: OutcomeKind) {
        var partition = TestPartition()
        partition.take(events)
        partition.tick(to: dawn + 31 * minute)
        #expect(partition.outcomes.map(\.kind) == (kind == .browsed ? [] : [kind]))
        #expect(partition.ledger.sessions.browsed == (kind == .browsed ? 1 : 0))
        #expect(partition.effects.funnel.map(\.sessions) == [1])
        #expect(partition.ledger.differences == [])
    }

    private static let lateness: [(Int64, String, Bool)] = [
        // The time of a second event, of its own session or of another shopper.
        (-30 * minute, "u-2", false), (-30 * minute - 1, "u-2", true),
        // It joins the open session, which stays open.
        (-30 * minute - 1, "u-1", false), (-40 * minute - 1, "u-1", true),
    ]

    @Test("of events too old to stay open is late", arguments: lateness)
    func late(time: Int64, shopper: String, isLate: Bool) {
        var settings = SessionSettings()
        settings.disorderMilliseconds = 0
        var partition = TestPartition(settings)
        partition.take(.view("e-0", at: dawn - 10 * minute))
        partition.take(.view("e-1", at: dawn))
        partition.take(TestEvent.view("e-2", at: dawn + time).by(shopper))
        #expect(partition.ledger.late == (isLate ? 1 : 0))
        #expect(partition.effects.quarantined.map(\.reason) == (isLate ? [.late] : []))
        #expect(partition.ledger.differences == [])
    }

    @Test("of which a record comes twice counts it once, also across its shopper's sessions")
    func duplicates() {
        var partition = TestPartition()
        partition.take(.view("e-1", at: dawn))
        partition.take(.view("e-1", at: dawn))
        partition.take(.view("e-2", at: dawn + 30 * minute + 5000))
        #expect(partition.ledger.sessions.open == 2)
        partition.take(.view("e-1", at: dawn + 30 * minute + 6000))
        #expect(partition.ledger.duplicate == 2)
        #expect(partition.ledger.applied == 2)
    }

    @Test("remembers the last 64 ids")
    func remembered() {
        var partition = TestPartition()
        for number in 0...64 { partition.take(.view("e-\(number)", at: dawn + Int64(number))) }
        partition.take(.view("e-1", at: dawn))
        #expect(partition.ledger.duplicate == 1)
        partition.take(.view("e-0", at: dawn))
        #expect(partition.ledger.applied == 66)
    }

    private static let timestamps: [(Int64?, Int64, Int64)] = [
        (nil, 60 * minute, 0), (dawn, 10 * minute, 0),
        (dawn, 10 * minute + 1, 1), (dawn, 365 * 24 * 60 * minute, 1),
        // What is no time of our days says nothing.
        (0, 60 * minute, 0), (.max, 60 * minute, 0), (.min, 60 * minute, 0), (-1, 60, 0),
    ]

    @Test("takes no event later than its record's timestamp and ten minutes", arguments: timestamps)
    func clamped(timestamp: Int64?, time: Int64, clamped: Int64) {
        var partition = TestPartition()
        partition.take(TestEvent.add("e-1", at: dawn + time).with { $0.timestamp = timestamp })
        #expect(partition.ledger.clamped == clamped)
        let end = clamped > 0 ? dawn + 10 * minute : dawn + time
        #expect(partition.moments.first?.facts.end.milliseconds == end)
        #expect(partition.state.watermark.milliseconds == end - 10_000)
    }

    private static let keyTable: [(TestEvent.Key, Int64, Int64)] = [
        (.shopper, 0, 0), (.missing, 1, 0), (.other("u-2"), 0, 1),
        (.other(""), 0, 1),
    ]

    @Test("needs no key, but no other shopper's", arguments: keyTable)
    func keys(key: TestEvent.Key, keyless: Int64, quarantined: Int64) {
        var partition = TestPartition()
        partition.take(TestEvent.view("e-1", at: dawn).with { $0.key = key })
        #expect(partition.ledger.keyless == keyless)
        #expect(partition.ledger.quarantined == quarantined)
        #expect(
            partition.effects.quarantined.map(\.reason)
                == (quarantined > 0 ? [.keyIsAnotherShopper] : []))
        #expect(partition.ledger.differences == [])
    }

    @Test("longer than 49 days saturates its marks and goes on")
    func endless() {
        var partition = TestPartition()
        var time = dawn
        var number = 0
        while time < dawn + 55 * 24 * 60 * minute {
            partition.take(.view("e-\(number)", at: time, page: "/cart"))
            number += 1
            time += 30 * minute
        }
        partition.take(.add("e-add", at: time))
        #expect(partition.ledger.sessions.open == 1)
        #expect(partition.moments.last?.facts.end.milliseconds == time)
        #expect(partition.moments.last?.facts.lastPage == .basket)
    }

    @Test("records are quarantined with their reason and bytes, a huge one with its beginning")
    func quarantine() {
        var partition = TestPartition()
        let huge = Array(repeating: UInt8(ascii: " "), count: 70_000)
        partition.take(TestRecord(key: Array("k".utf8), value: Array("{".utf8), timestamp: 7))
        partition.take(TestRecord(key: nil, value: huge))
        partition.take(TestRecord(key: nil, value: []))
        let records = partition.effects.quarantined
        #expect(records.map(\.reason) == [.badJSON, .recordTooLarge, .emptyRecord])
        #expect(records.map(\.offset) == [100, 101, 102])
        #expect(records.map { Int($0.value.count) } == [1, 65_536, 0])
        #expect(records.map(\.size) == [1, 70_000, 0])
        #expect(records[0].timestampMilliseconds == 7)
        #expect(partition.effects.texts.string(records[0].key) == "k")
        #expect(partition.ledger.quarantined == 3)
    }

    @Test("knows what the partition remembers of its shopper")
    func history() {
        var settings = SessionSettings()
        settings.rememberedShoppers = 1
        var partition = TestPartition(settings)
        func visit(_ id: String, _ shopper: String, hour: Int64, bought: Bool = false) {
            let time = dawn + hour * 60 * minute
            partition.tick(to: time - 1)
            partition.take(TestEvent.add(id, at: time).by(shopper))
            if bought { partition.take(TestEvent.purchase(id + "p", at: time + 1).by(shopper)) }
        }
        visit("e-1", "u-1", hour: 0, bought: true)
        visit("e-2", "u-1", hour: 1)
        visit("e-3", "u-1", hour: 2)
        #expect(partition.moments.map(\.facts.earlierSessions).suffix(1) == [2])
        #expect(partition.moments.last?.facts.earlierPurchases == 1)
        #expect(partition.moments.last?.facts.earlierEnd.milliseconds == dawn + 60 * minute)
        // Another shopper's visit takes the only place.
        visit("e-4", "u-2", hour: 3)
        visit("e-5", "u-1", hour: 4)
        visit("e-6", "u-1", hour: 24 * 40)
        let last = partition.moments.filter { $0.cause == .add }.suffix(2)
        #expect(last.map(\.facts.earlierSessions) == [0, 0])
        #expect(partition.ledger.differences == [])
    }
}
