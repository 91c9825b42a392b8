import BasketEvents
import Foundation
import Testing

@Suite("A written event")
struct EventWriterTests {
    @Test("is one flat object with the fields that are there")
    func golden() {
        var event = OwnedEvent()
        event.id = "e-81"
        event.type = .checkout
        event.shopperID = "u-7"
        event.shippingMinor = 2250
        event.currency = Currency(code: 0x45_55_52)
        #expect(
            String(decoding: event.written(), as: UTF8.self) == #"""
                {"id":"e-81","type":"checkout","time_ms":1764151445120,"shopper_id":"u-7",\#
                "shipping_minor":2250,"currency":"EUR"}
                """#)
    }

    @Test(
        "escapes what RFC 8259 says must be escaped, and nothing else",
        arguments: [
            ("\"\\/", #"\"\\/"#), ("\u{8}\t\n\u{C}\r", #"\b\t\n\f\r"#),
            ("\u{1}\u{B}\u{1F}\u{7F}", "\\u0001\\u000b\\u001f\u{7F}"), ("é€😀", "é€😀"),
            ("plain and long enough for words", "plain and long enough for words"),
            ("1234567\"", #"1234567\""#), ("12345678\"", #"12345678\""#),
            ("\"1234567", #"\"1234567"#),
        ])
    func escapes(text: String, written: String) {
        var event = OwnedEvent()
        event.page = text
        let line = String(decoding: event.written(), as: UTF8.self)
        #expect(line.contains(#""page":"\#(written)""#))
    }

    @Test(
        "writes any number",
        arguments: [0, 1, 9, 10, 99, 100, 101, 12_345, 999_999, 1_000_000, .max, -1, -10, .min]
            as [Int64])
    func numbers(value: Int64) {
        var event = OwnedEvent()
        event.time = value
        event.valueMinor = value
        let line = String(decoding: event.written(), as: UTF8.self)
        #expect(line.contains(#""time_ms":\#(value),"#))
        #expect(line.contains(#""value_minor":\#(value)}"#))
    }

    @Test("comes back as the same event", arguments: UInt64(0)..<100)
    func roundTrip(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var reader = EventReader()
        for _ in 0..<50 {
            let event = OwnedEvent(drawnFrom: &random)
            let written = event.written()
            #expect(Reading(written, by: &reader) == .event(event), "seed \(seed)")
            let object = try JSONSerialization.jsonObject(with: Data(written)) as? [String: Any]
            #expect(EventWriterTests.visible(object?["id"]) == EventWriterTests.visible(event.id))
            #expect(
                EventWriterTests.visible(object?["page"]) == EventWriterTests.visible(event.page))
        }
    }

    /// A text without U+FEFF, which Foundation drops wherever a part of a text begins with it.
    private static func visible(_ text: Any?) -> [Unicode.Scalar] {
        (text as? String ?? "").unicodeScalars.filter { $0 != "\u{FEFF}" }
    }

    @Test("follows the one before, until the writer is cleared")
    func several() {
        var writer = EventWriter()
        let event = ShopEvent()
        writer.append(event)
        let one = writer.bytes
        writer.append(event)
        #expect(writer.bytes == one + one)
        writer.clear()
        #expect(writer.bytes.isEmpty)
        writer.append(event)
        #expect(writer.bytes == one)
    }

    @Test("may hold a text of any length, all of it escaped")
    func long() {
        var event = OwnedEvent()
        event.page = String(repeating: "\u{1}", count: EventLimits.textBytes)
        event.reason = String(repeating: "\"", count: EventLimits.textBytes)
        #expect(Reading(event.written()) == .event(event))
    }
}

extension OwnedEvent {
    /// An event within the limits, its texts as nasty as they may be.
    fileprivate init(drawnFrom random: inout SeededRandom) {
        type = EventType.allCases[random.index(below: EventType.allCases.count)]
        time = random.next(in: EventLimits.timeMilliseconds)
        id = OwnedEvent.text(&random, from: 1)
        shopperID = OwnedEvent.text(&random, from: 1)
        sessionID = OwnedEvent.text(&random)
        productID = OwnedEvent.text(&random, from: 1)
        orderID = OwnedEvent.text(&random)
        page = OwnedEvent.text(&random)
        device = OwnedEvent.text(&random)
        channel = OwnedEvent.text(&random)
        country = OwnedEvent.text(&random)
        reason = OwnedEvent.text(&random)
        quantity = random.next(in: EventLimits.quantity)
        priceMinor = OwnedEvent.number(&random, in: EventLimits.amountMinor)
        shippingMinor = OwnedEvent.number(&random, in: EventLimits.amountMinor)
        valueMinor = OwnedEvent.number(&random, in: EventLimits.amountMinor)
        step = OwnedEvent.number(&random, in: EventLimits.step)
        currency = Currency(code: 0x41_41_41 + UInt32(random.next(upperBound: 26)))
    }

    private static let nasty: [Unicode.Scalar] = [
        "\"", "\\", "/", "\u{1}", "\u{8}", "\t", "\n", "\u{B}", "\u{C}", "\r", "\u{1F}", " ",
        "\u{7F}",
        "\u{80}", "é", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FEFF}", "\u{FFFD}",
        "\u{FFFF}",
        "\u{10000}", "😀", "\u{10FFFF}", "u", "{", "}", "[", "]", ":", ",",
    ]

    private static func text(_ random: inout SeededRandom, from least: Int64 = 0) -> String {
        var text = String.UnicodeScalarView()
        let share = random.uniform() * random.uniform()
        for _ in 0..<random.next(in: least...40) {
            text.append(random.chance(share) ? nasty[random.index(below: nasty.count)] : "a")
        }
        return String(text)
    }

    private static func number(
        _ random: inout SeededRandom, in range: ClosedRange<Int64>
    ) -> Int64? {
        switch random.next(upperBound: 4) {
        case 0: nil
        case 1: range.upperBound
        case 2: random.next(in: range)
        default: random.next(in: range.lowerBound...min(range.upperBound, 100))
        }
    }
}
