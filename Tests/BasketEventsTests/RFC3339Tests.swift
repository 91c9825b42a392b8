import Foundation
import Testing

@testable import BasketEvents

@Suite("A time in RFC 3339")
struct RFC3339Tests {
    @Test(
        "reads as milliseconds since 1970",
        arguments: [
            ("2025-11-26T10:04:05Z", 1_764_151_445_000),
            ("2025-11-26T10:04:05.120Z", 1_764_151_445_120),
            ("2025-11-26t10:04:05.12z", 1_764_151_445_120),
            ("2025-11-26 10:04:05.1+00:00", 1_764_151_445_100),
            ("2025-11-26T11:04:05.120999999+01:00", 1_764_151_445_120),
            ("2025-11-26T04:34:05.120-05:30", 1_764_151_445_120),
            ("2025-11-27T10:03:05-00:00", 1_764_237_785_000),
            ("2025-11-27T09:59:05+23:59", 1_764_151_205_000),
            ("2000-01-01T00:00:00Z", 946_684_800_000),
            ("1999-12-31T23:59:59-00:01", 946_684_859_000),
            ("2100-01-01T00:00:00Z", 4_102_444_800_000),
            ("2024-02-29T00:00:00Z", 1_709_164_800_000),
            ("2000-02-29T12:00:00Z", 951_825_600_000),
            ("2016-12-31T23:59:60Z", 1_483_228_800_000),
            ("2016-12-31T23:59:60.5Z", 1_483_228_800_500),
            ("2017-01-01T00:59:60+01:00", 1_483_228_800_000),
            ("2015-06-30T23:59:60Z", 1_435_708_800_000),
        ] as [(String, Int64)])
    func reads(text: String, milliseconds: Int64) {
        #expect(RFC3339Tests.reading(text).event?.time == milliseconds)
    }

    @Test(
        "is refused otherwise",
        arguments: [
            "2025-11-26", "2025-11-26T10:04Z", "2025-11-26T10:04:05", "2025-11-26T10:04:05+01",
            "2025-11-26T10:04:05+0100", "2025-11-26T10:04:05 Z", "2025-11-26T10:04:05Z ",
            " 2025-11-26T10:04:05Z", "25-11-26T10:04:05Z", "2025-13-01T00:00:00Z",
            "2025-00-01T00:00:00Z", "2025-01-00T00:00:00Z", "2025-01-32T00:00:00Z",
            "2025-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2025-04-31T00:00:00Z",
            "2025-11-26T24:00:00Z", "2025-11-26T10:60:00Z", "2025-11-26T10:04:61Z",
            "2025-11-26T10:04:60Z", "2016-12-31T22:59:60Z", "2016-11-30T23:59:60Z",
            "2017-01-01T00:59:60Z", "2025-11-26T10:04:05.Z", "2025-11-26T10:04:05,5Z",
            "2025-11-26T10:04:05+24:00", "2025-11-26T10:04:05+01:60", "2025-11-26T10:04:05.5",
            "2025-11-26X10:04:05Z", "2025/11/26T10:04:05Z", "+2025-11-26T10:04:05Z",
            "2025-11-26T1٠:04:05Z", "2025-W48-3T10:04:05Z", "now", "1764151445120",
            "20251126T100405Z", "2025-11-26T10:04:05Zx", "-025-11-26T10:04:05Z",
        ])
    func refused(text: String) {
        #expect(RFC3339Tests.reading(text) == .refused(.badTime))
    }

    @Test("out of the years of events is told from one that is none")
    func outOfRange() {
        for text in [
            "1999-12-31T23:59:59.999Z", "2100-01-01T00:00:00.001Z", "0000-01-01T00:00:00Z",
        ] {
            #expect(RFC3339Tests.reading(text) == .refused(.timeOutOfRange))
        }
    }

    @Test("means what Foundation reads in it", arguments: UInt64(0)..<20)
    func oracle(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        for _ in 0..<100 {
            let milliseconds = random.next(in: 946_684_800_000...4_102_444_800_000)
            let text = Date(timeIntervalSince1970: Double(milliseconds) / 1000).formatted(style)
            let read = try #require(RFC3339Tests.reading(text).event?.time)
            let exact = try Date(text, strategy: style).timeIntervalSince1970 * 1000
            #expect(read == Int64(exact.rounded()), "\(text)")
        }
    }

    @Test("knows each day of four centuries")
    func days() {
        var (year, month, day) = (Int64(1900), Int64(1), Int64(1))
        for number in Int64(-25_567)..<(146_097 - 25_567) {
            let civil = CivilDay(year: year, month: month, day: day)
            if CivilDay(number) != civil || civil.number != number {
                Issue.record("day \(number) is \(year)-\(month)-\(day)")
            }
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            day += 1
            if day > lengths[Int(month) - 1] { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
        #expect((year, month, day) == (2300, 1, 1))
    }

    @Test("may lie in any year where it is no event's")
    func anyYear() {
        #expect(EventTime(rfc3339: "1969-12-31T23:59:59.999Z")?.milliseconds == -1)
        #expect(EventTime(rfc3339: "9999-12-31T23:59:59Z")?.milliseconds == 253_402_300_799_000)
        #expect(EventTime(rfc3339: "") == nil)
    }

    private static func reading(_ text: String) -> Reading {
        Reading(#"{"id":"e-1","type":"view","time":"\#(text)","shopper_id":"u-1"}"#)
    }
}
