import BasketEvents
import Testing

@Suite("An event time's text")
struct EventTimeTextTests {
    @Test(
        "is RFC 3339 in UTC, and reads back as the same time",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (1, "1970-01-01T00:00:00.001Z"),
            (1_764_151_445_120, "2025-11-26T10:04:05.120Z"),
            (951_782_399_999, "2000-02-28T23:59:59.999Z"),
            (951_868_799_010, "2000-02-29T23:59:59.010Z"), (-1, "1969-12-31T23:59:59.999Z"),
        ] as [(Int64, String)])
    func rfc3339(milliseconds: Int64, text: String) {
        let time = EventTime(milliseconds: milliseconds)
        #expect(time.rfc3339 == text)
        #expect(EventTime(rfc3339: text) == time)
    }

    @Test("is short where people read it")
    func short() {
        #expect(EventTime(milliseconds: 1_764_151_445_120).clockText == "2025-11-26 10:04:05")
        #expect(EventTime.dayText(20_418) == "2025-11-26")
    }
}
