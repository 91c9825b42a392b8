import BasketEvents
import Testing

@Suite("A record that cannot be used")
struct RefusalTests {
    /// A record and the reason why it is refused.
    struct Row: Sendable, CustomTestStringConvertible {
        let record: String
        let reason: RefusalReason
        var testDescription: String { "\(reason.rawValue): \(record.prefix(80))" }

        init(_ record: String, _ reason: RefusalReason) {
            self.record = record
            self.reason = reason
        }

        /// A good event with these fields more.
        init(adding fields: String, _ reason: RefusalReason) {
            self.init(Reading.record(adding: fields), reason)
        }
    }

    @Test("says why", arguments: rows)
    func saysWhy(row: Row) {
        #expect(Reading(row.record) == .refused(row.reason))
    }

    @Test("says bad UTF-8 where bytes in a text are none")
    func badUTF8() {
        let start = Array(#"{"x":""#.utf8)
        let end = Array(#""}"#.utf8)
        #expect(Reading(start + [0xFF] + end) == .refused(.badUTF8))
        // Beyond a text no such byte may stand at all.
        #expect(Reading(start + end + [0xFF]) == .refused(.badJSON))
        #expect(Reading([0xEF, 0xBB, 0xBF] + start + end) == .refused(.badJSON))
    }

    @Test("has each reason for it in this table")
    func isComplete() {
        let elsewhere: Set<RefusalReason> = [
            .badUTF8, .recordTooLarge, .textTooLong, .keyIsAnotherShopper, .late,
        ]
        let here = Set(RefusalTests.rows.map(\.reason))
        #expect(here.union(elsewhere) == Set(RefusalReason.allCases))
    }

    @Test("is refused for its form before its fields, and these in the order of the page")
    func precedence() {
        #expect(Reading(#"{"id":1,"id":2,"quantity":-1"#) == .refused(.badJSON))
        #expect(Reading(#"{"id":1,"id":2,"quantity":-1}"#) == .refused(.repeatedField))
        #expect(Reading(#"{"id":1,"quantity":-1}"#) == .refused(.wrongFieldType))
        #expect(Reading(#"{"quantity":-1}"#) == .refused(.missingType))
        #expect(Reading(adding: #""quantity":-1,"step":-1"#) == .refused(.negativeQuantity))
    }

    static let rows: [Row] = [
        Row("", .emptyRecord),
        Row(" ", .badJSON),
        Row("{", .badJSON),
        Row("[]", .notAnObject),
        Row("null", .notAnObject),
        Row(" \"text\" ", .notAnObject),
        Row("12", .notAnObject),
        Row("[", .badJSON),
        Row("[]\0", .badJSON),
        Row("{}\0", .badJSON),
        Row(#"{"x":"# + String(repeating: "[", count: 32), .nestedTooDeep),
        Row(String(repeating: "[", count: 33), .nestedTooDeep),

        Row(adding: #""id":"e-1""#, .repeatedField),
        Row(adding: #""page":null,"page":"/""#, .repeatedField),
        Row(adding: #""page":"","page":"""#, .repeatedField),
        Row(adding: #""i\u0064":"e-2""#, .repeatedField),
        Row(adding: #""page":1"#, .wrongFieldType),
        Row(adding: #""page":true"#, .wrongFieldType),
        Row(adding: #""page":{}"#, .wrongFieldType),
        Row(adding: #""page":["/"]"#, .wrongFieldType),
        Row(adding: #""quantity":"1""#, .wrongFieldType),
        Row(adding: #""quantity":"""#, .wrongFieldType),
        Row(adding: #""price_minor":false"#, .wrongFieldType),
        Row(adding: #""page":"\ud83d""#, .loneSurrogate),
        Row(adding: #""page":"\ude00\ud83d""#, .loneSurrogate),
        Row(adding: #""page":"\ud83d\u0041""#, .loneSurrogate),
        Row(adding: #""page":"a\u0000b""#, .nulInText),
        Row(adding: #""session_id":"\#(String(repeating: "é", count: 129))""#, .idTooLong),
        Row(adding: #""quantity":1.5"#, .notAWholeNumber),
        Row(adding: #""price_minor":1e-1,"currency":"EUR""#, .notAWholeNumber),

        Row("{}", .missingType),
        Row(#"{"type":"","id":"e"}"#, .missingType),
        Row(#"{"type":"View","id":"e"}"#, .unknownType),
        Row(#"{"type":"purchased","id":"e"}"#, .unknownType),
        Row(#"{"type":"remove_from_baskot","id":"e"}"#, .unknownType),
        Row(#"{"type":"view","id":"e","shopper_id":"u"}"#, .missingTime),
        Row(#"{"type":"view","time_ms":null}"#, .missingTime),
        Row(#"{"type":"view","time":"2025-11-26"}"#, .badTime),
        Row(#"{"type":"view","time_ms":1764151445}"#, .timeOutOfRange),
        Row(#"{"type":"view","time_ms":946684799999}"#, .timeOutOfRange),
        Row(#"{"type":"view","time_ms":4102444800001}"#, .timeOutOfRange),
        Row(#"{"type":"view","time_ms":-1}"#, .timeOutOfRange),
        Row(#"{"type":"view","time_ms":1e300}"#, .timeOutOfRange),
        Row(#"{"type":"view","time_ms":946684800000}"#, .missingID),
        Row(#"{"type":"view","time_ms":4102444800000,"id":""}"#, .missingID),
        Row(#"{"type":"view","time_ms":1764151445120,"id":"e"}"#, .missingShopper),
        Row(#"{"type":"view","time_ms":1764151445120,"id":"e","shopper_id":""}"#, .missingShopper),
        Row(
            #"{"type":"add_to_basket","time_ms":1764151445120,"id":"e","shopper_id":"u","quantity":1}"#,
            .missingProduct),
        Row(
            #"{"type":"add_to_basket","time_ms":1764151445120,"id":"e","shopper_id":"u","product_id":"p"}"#,
            .missingQuantity),
        Row(adding: #""quantity":-1"#, .negativeQuantity),
        Row(adding: #""quantity":0"#, .quantityOutOfRange),
        Row(adding: #""quantity":-0"#, .quantityOutOfRange),
        Row(adding: #""quantity":1000001"#, .quantityOutOfRange),
        Row(adding: #""quantity":10000000000000000"#, .quantityOutOfRange),
        Row(adding: #""quantity":99999999999999999999999999"#, .quantityOutOfRange),
        Row(adding: #""price_minor":-1,"currency":"EUR""#, .negativeAmount),
        Row(adding: #""shipping_minor":-1e30"#, .negativeAmount),
        Row(adding: #""value_minor":1000000000001,"currency":"EUR""#, .amountOutOfRange),
        Row(adding: #""price_minor":1e13"#, .amountOutOfRange),
        Row(adding: #""price_minor":1"#, .missingCurrency),
        Row(adding: #""shipping_minor":1,"currency":null"#, .missingCurrency),
        Row(adding: #""value_minor":1,"currency":"""#, .missingCurrency),
        Row(adding: #""currency":"eur""#, .badCurrency),
        Row(adding: #""currency":"EURO""#, .badCurrency),
        Row(adding: #""currency":"€""#, .badCurrency),
        Row(adding: #""step":-1"#, .stepOutOfRange),
        Row(adding: #""step":1001"#, .stepOutOfRange),
    ]
}
