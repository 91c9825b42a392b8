import BasketEvents
import BasketSessions
import Foundation
import PostgresTesting
import Synchronization
import Testing

@testable import BasketStore

private let minute: Int64 = 60_000

/// A stream whose session 100 of shopper u-1 lasted from `morning` a minute and was abandoned; and late
/// records.
private final class LateStream {
    let sample: WriterSample
    private var flushes: Int64 = 1

    init() throws {
        sample = try WriterSample()
        _ = try sample.rows(
            """
            DO $$ BEGIN
                CREATE ROLE amender_of_test LOGIN IN ROLE basketwatch_writer;
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
            END $$
            """)
        _ = try sample.rows(
            """
            UPDATE basketwatch.stream_partition
            SET settings = decode('\(SessionSettings().encoded.map { byte in
                (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }.joined())', 'hex')
            """)
        var part = sample.ownership.nextFlush()
        part.close(100)
        part.effects.funnel = [FunnelDay.sample]
        part.watermark = EventTime(milliseconds: morning + 3_600_000)
        #expect(try sample.write(part) == [.written])
    }

    /// Puts late records into quarantine, at offsets from 500 on.
    func late(_ events: [String], at first: Int64 = 500) throws {
        flushes += 1
        var part = sample.ownership.nextFlush(flushes)
        for (number, event) in events.enumerated() {
            part.effects.quarantined.append(
                QuarantinedRecord(
                    offset: first + Int64(number), reason: .late, timestampMilliseconds: nil,
                    key: part.effects.texts.append("u-1"),
                    value: part.effects.texts.append(event), size: event.utf8.count))
        }
        part.watermark = EventTime(milliseconds: morning + 3_600_000)
        #expect(try sample.write(part) == [.written])
    }

    func writer() throws -> QuarantineWriter {
        try QuarantineWriter(sample.settings.user("amender_of_test"))
    }

    /// Puts all late records back; what came of them, by offset.
    func replay() throws -> [AmendedRecord] {
        let writer = try writer()
        var results: [(Int64, AmendedRecord)] = []
        let batch = try writer.late(QuarantineQuery(), after: nil)
        for amendment in batch.amendments {
            let foreseen = try writer.foresee(amendment)
            let came = try writer.amend(amendment)
            #expect(foreseen.map(\.result) == came.map(\.result))
            results += came.map { ($0.place.offset, $0.result) }
        }
        return results.sorted { $0.0 < $1.0 }.map(\.1)
    }

    func outcomes() throws -> [[String]] {
        try sample.rows(
            """
            SELECT session_key, kind, views, adds, checkouts, purchases, order_value_minor,
                order_currency, extract(epoch FROM ended_at - started_at)::integer,
                amended_at IS NOT NULL, excluded
            FROM basketwatch.outcome ORDER BY session_key
            """)
    }

    func funnel() throws -> [[String]] {
        try sample.rows(
            """
            SELECT sessions, views, baskets, checkouts, purchases, browsed
            FROM basketwatch.funnel_day
            """)
    }
}

extension FunnelDay {
    /// What the session 100 counts as.
    fileprivate static var sample: FunnelDay {
        var day = FunnelDay(day: EventTime(milliseconds: morning).day)
        day.sessions = 1
        day.views = 3
        day.baskets = 1
        day.checkouts = 1
        return day
    }
}

private func purchase(_ id: String, at time: Int64, value: Int64, order: String? = nil) -> String {
    """
    {"id":"\(id)","type":"purchase","time_ms":\(time),"shopper_id":"u-1","value_minor":\(value),\
    "currency":"EUR"\(order.map { ",\"order_id\":\"\($0)\"" } ?? "")}
    """
}

private func view(_ id: String, at time: Int64) -> String {
    #"{"id":"\#(id)","type":"view","time_ms":\#(time),"shopper_id":"u-1"}"#
}

@Suite("A late record")
struct AmendmentTests {
    @Test("amends the outcome of its session and the funnel, and stays amended once")
    func purchased() throws {
        let stream = try LateStream()
        try stream.late([
            purchase("e-1", at: morning + 20 * minute, value: 2_400, order: "o-1"),
            purchase("e-2", at: morning + 20 * minute, value: 2_400, order: "o-1"),
            view("e-3", at: morning - 5 * minute),
            view("e-3", at: morning - 5 * minute),
        ])
        #expect(
            try stream.replay() == [
                .amended(session: 100, isPurchasedNow: true),
                .amended(session: 100, isPurchasedNow: true),
                .amended(session: 100, isPurchasedNow: true),
                .copy(session: 100),
            ])
        // The order's value counts once, as in an open session; the start names the row, and stays.
        let amended = [
            ["100", "purchased", "4", "1", "1", "2", "2400", "EUR", "1200", "t", ""]
        ]
        #expect(try stream.outcomes() == amended)
        #expect(try stream.funnel() == [["1", "4", "1", "1", "1", "0"]])

        #expect(try stream.replay() == [])
        #expect(try stream.outcomes() == amended)
    }

    @Test("that was published twice, and came back as late twice, amends once")
    func publishedTwice() throws {
        let stream = try LateStream()
        let event = purchase("e-1", at: morning + minute, value: 900)
        try stream.late([event])
        #expect(try stream.replay() == [.amended(session: 100, isPurchasedNow: true)])
        try stream.late([event], at: 700)
        #expect(try stream.replay() == [.copy(session: 100)])
        #expect(try stream.outcomes().map { $0[5...6] } == [["1", "900"]])
        #expect(
            try stream.sample.rows(
                "SELECT log_offset, replayed_at IS NOT NULL, amended_key FROM basketwatch.quarantine"
            )
                == [["500", "t", "100"], ["700", "t", ""]])
    }

    @Test("leaves the value of what was purchased already, and every score, as they are")
    func purchasedBefore() throws {
        let stream = try LateStream()
        try stream.late([purchase("e-1", at: morning + minute, value: 900)])
        _ = try stream.replay()
        try stream.late([purchase("e-2", at: morning + minute, value: 5_000)], at: 600)
        #expect(try stream.replay() == [.amended(session: 100, isPurchasedNow: false)])
        #expect(try stream.outcomes().map { $0[5...6] } == [["2", "900"]])
        #expect(try stream.funnel() == [["1", "3", "1", "1", "1", "0"]])
    }

    @Test("makes an outcome of its own where no session is near, which no model learns from")
    func alone() throws {
        let stream = try LateStream()
        let far = morning + 32 * minute
        try stream.late([
            view("e-1", at: far), purchase("e-2", at: far + minute, value: 700),
            view("e-3", at: morning - 400 * minute),
        ])
        #expect(
            try stream.replay() == [.made(session: 500), .made(session: 500), .noSession])
        #expect(
            try stream.outcomes().last
                == ["500", "purchased", "1", "0", "0", "1", "700", "EUR", "60", "t", "late"])
        #expect(try stream.funnel() == [["2", "4", "2", "1", "1", "0"]])
        // Later records of it find it.
        try stream.late([purchase("e-4", at: far + 2 * minute, value: 10)], at: 800)
        #expect(try stream.replay() == [.amended(session: 500, isPurchasedNow: false)])
    }

    @Test("is put back once where several put it back at the same time")
    func atOnce() throws {
        let stream = try LateStream()
        try stream.late((0..<40).map { view("e-\($0)", at: morning + Int64($0) * 1_000) })
        let amended = Mutex(0)
        let failures = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 4) { _ in
            do {
                let writer = try stream.writer()
                for amendment in try writer.late(QuarantineQuery(), after: nil).amendments {
                    let results = try writer.amend(amendment)
                    let count = results.count { $0.result != .taken }
                    amended.withLock { $0 += count }
                }
            } catch {
                failures.withLock { $0.append("\(error)") }
            }
        }
        #expect(failures.withLock { $0 } == [])
        #expect(amended.withLock { $0 } == 40)
        #expect(try stream.outcomes().map { $0[2] } == ["43"])
    }

    @Test("that is no event by today's rules is left")
    func refused() throws {
        let stream = try LateStream()
        try stream.late(["{"])
        let batch = try stream.writer().late(QuarantineQuery(), after: nil)
        #expect(batch.amendments.isEmpty)
        #expect(batch.refused.map(\.reason) == [.badJSON])
    }
}

// Its threads share it only to open connections of their own; what it holds is set before they start.
extension LateStream: @unchecked Sendable {}
