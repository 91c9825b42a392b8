import BasketEvents
import Testing

@Suite("A native event")
struct EventReaderTests {
    @Test("is read, every field of it")
    func everyField() {
        let record = #"""
            {"id":"e-81","type":"add_to_basket","time_ms":1764151445120,"shopper_id":"u-7",
            "session_id":"s-1","product_id":"p-1","quantity":3,"price_minor":1699,"currency":"EUR",
            "page":"/p/1","device":"mobile","channel":"Direct","country":"Côte d’Ivoire",
            "shipping_minor":2250,"step":2,"order_id":"o-1","value_minor":5097,"reason":"too dear"}
            """#
        var expected = OwnedEvent()
        expected.type = .addToBasket
        expected.id = "e-81"
        expected.shopperID = "u-7"
        expected.sessionID = "s-1"
        expected.productID = "p-1"
        expected.quantity = 3
        expected.priceMinor = 1699
        expected.currency = Currency(code: 0x45_55_52)
        expected.page = "/p/1"
        expected.device = "mobile"
        expected.channel = "Direct"
        expected.country = "Côte d’Ivoire"
        expected.shippingMinor = 2250
        expected.step = 2
        expected.orderID = "o-1"
        expected.valueMinor = 5097
        expected.reason = "too dear"
        #expect(Reading(record) == .event(expected))
    }

    @Test("has one of six types", arguments: EventType.allCases)
    func types(type: EventType) {
        let record = """
            {"type":"\(type.word)","id":"e","time_ms":1764151445120,"shopper_id":"u",\
            "product_id":"p","quantity":1}
            """
        #expect(Reading(record).event?.type == type)
    }

    @Test(
        "needs no more than its required fields",
        arguments: [
            (#""type":"view""#, true),
            (#""type":"checkout""#, true),
            (#""type":"cancel""#, true),
            (#""type":"purchase""#, true),
            (#""type":"add_to_basket""#, false),
            (#""type":"remove_from_basket""#, false),
            (#""type":"add_to_basket","product_id":"p","quantity":1"#, true),
        ])
    func required(fields: String, isEnough: Bool) {
        let record = #"{"id":"e","time_ms":1764151445120,"shopper_id":"u","# + fields + "}"
        #expect((Reading(record).event != nil) == isEnough)
    }

    @Test(
        "takes null and the empty text for a field left out",
        arguments: [
            #""page":null"#, #""page":"""#, #""product_id":"","session_id":"","order_id":"""#,
            #""device":"","channel":"","country":"","reason":"""#, #""currency":"""#,
            #""quantity":null,"price_minor":null,"step":null"#, #""time":null"#, #""time":"""#,
        ])
    func absent(fields: String) {
        #expect(Reading(adding: fields) == .event(OwnedEvent()))
    }

    @Test("gives its unknown fields no meaning, whatever they hold")
    func unknownFields() {
        let fields = #"""
            "ids":1,"ID":2,"":3,"id\u0000":4,"a":{"id":"x","b":[1,{"type":true},null,"\ud800\u0000"]},
            "a":[[],{},[{}]],"sixteen_bytes_lo":1.5,"shipping_minor_of_longer_name":-0.1e-7
            """#
        #expect(Reading(adding: fields) == .event(OwnedEvent()))
    }

    @Test("may be written with white space and escaped keys")
    func freely() {
        let record =
            " \r\n\t{ \"i\\u0064\" : \"e-1\" ,\n\"type\"\t:\"\\u0076iew\",\"time\\u005fms\" "
            + ":1764151445120 , \"shopper_id\":\"u-1\"\r\n} \n"
        #expect(Reading(record) == .event(OwnedEvent()))
    }

    @Test("leaves nothing behind for the next one")
    func reuse() {
        var reader = EventReader()
        let rich = Reading.record(
            adding: #""quantity":2,"price_minor":1,"currency":"EUR","page":"/caf\u00e9","step":1"#)
        let bad = Reading.record(adding: #""page":"\ud800","x":[[["#)
        for _ in 0..<3 {
            #expect(Reading(Array(rich.utf8), by: &reader).event?.page == "/café")
            #expect(Reading(Array(bad.utf8), by: &reader) == .refused(.badJSON))
            let plain = Reading.record(adding: #""x":1"#)
            #expect(Reading(Array(plain.utf8), by: &reader) == .event(OwnedEvent()))
        }
    }

    @Test("takes time_ms where both times are given, and both must be good")
    func bothTimes() {
        #expect(Reading(adding: #""time":"2001-01-01T00:00:00Z""#) == .event(OwnedEvent()))
        #expect(Reading(adding: #""time":"yesterday""#) == .refused(.badTime))
        #expect(Reading(adding: #""time":"1999-12-31T23:59:59Z""#) == .refused(.timeOutOfRange))
    }

    @Test("may be as large as the limits, and not one byte larger")
    func limits() {
        for (field, most) in [
            ("id", 256), ("shopper_id", 256), ("session_id", 256), ("product_id", 256),
            ("order_id", 256), ("page", 4096), ("device", 4096), ("channel", 4096),
            ("country", 4096), ("reason", 4096),
        ] {
            let tooLong = most == 256 ? RefusalReason.idTooLong : .textTooLong
            #expect(Reading(EventReaderTests.record(field, count: most)).event != nil)
            #expect(Reading(EventReaderTests.record(field, count: most + 1)).reason == tooLong)
        }
        let frame = Reading.record(adding: #""x":"""#).utf8.count
        for (count, reason) in [(65_536, nil), (65_537, RefusalReason.recordTooLarge)] {
            let filling = String(repeating: "x", count: count - frame)
            #expect(Reading(adding: #""x":"\#(filling)""#).reason == reason)
        }
    }

    /// A record whose `field` holds so many bytes, in escapes of six.
    private static func record(_ field: String, count: Int) -> String {
        let text = String(repeating: "\\u0061", count: count)
        return #"{"type":"view","time_ms":1764151445120,"#
            + ["id", "shopper_id"].filter { $0 != field }.map { #""\#($0)":"x","# }.joined()
            + #""\#(field)":"\#(text)"}"#
    }
}
