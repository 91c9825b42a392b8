import BasketEvents
import Foundation
import Testing

/// Foundation's reader is the second opinion on what is JSON.
///
/// Where it is known to differ: it takes a comma after the last element; it takes a byte order mark,
/// and UTF-16 and UTF-32 for what they are (we refuse them, as RFC 8259 section 8.1 lets us); it
/// refuses half surrogate pairs and numbers that no Double holds, which the grammar has; and it takes
/// 512 levels of nesting.
@Suite("A mangled record")
struct JSONOracleTests {
    @Test("is JSON for us exactly when it is for Foundation", arguments: UInt64(0)..<40)
    func agrees(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var reader = EventReader()
        var valid = 0
        for _ in 0..<300 {
            let record = JSONOracleTests.mangle(&random)
            guard !JSONOracleTests.isDifferentByRule(record) else { continue }
            let isJSON = Reading(record, by: &reader).isJSON
            let oracle = JSONOracleTests.foundationReads(record)
            if isJSON { valid += 1 }
            if isJSON != oracle {
                Issue.record(
                    "we \(isJSON), Foundation \(oracle), seed \(seed): \(String(decoding: record, as: UTF8.self))"
                )
            }
        }
        #expect(valid > 10, "too few are left whole to tell anything")
    }

    @Test("is never an event when it is cut short")
    func truncated() {
        let record = Array(
            Reading.record(adding: #""page":"/caf\u00e9😀","x":[1.5e3,{"y":null}],"quantity":12"#)
                .utf8)
        #expect(Reading(record).event != nil)
        for count in 0..<record.count {
            let reason = Reading(Array(record.prefix(count))).reason
            #expect([.emptyRecord, .badJSON, .badUTF8].contains(reason), "\(count)")
        }
    }

    @Test("of random bytes is refused, and nothing breaks", arguments: UInt64(0)..<50)
    func noise(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var reader = EventReader()
        let common = Array(#"{}[]:,"\0123456789.eE+-truefalsn u"#.utf8)
        for _ in 0..<500 {
            let record = (0..<random.next(in: 1...200)).map { _ in
                random.chance(0.8)
                    ? common[random.index(below: common.count)]
                    : UInt8(truncatingIfNeeded: random.next())
            }
            #expect(Reading(record, by: &reader).event == nil)
        }
    }

    private static let whole = [
        Reading.record(adding: #""page":"/caf\u00e9/\ud83d\ude00","quantity":1e3"#),
        Reading.record(adding: #""x":{"a":[1,-2.5E-3,{"b":null}],"c":true},"device":"日本語""#),
        #"{"a":[[],{},"",0,-0.0,false],"b":{"c":{"d":[" "]}} , "e" : "\"\\\/\b\f\n\r\t" }"#,
        #"[{"type":"view"},[1,2,3],"text",12.5e1,null]"#,
    ].map { Array($0.utf8) }

    private static let pieces =
        [
            "\"", "\\", "{", "}", "[", "]", ",", ":", " ", "\n", "\0", "0", "1", "-", ".", "e",
            "E5", "+",
            "\\u0041", "\\u12", "\\\"", "null", "true", "tru", "é", "\u{1F}", "\u{7F}", "\u{FEFF}",
            "//", "'",
        ].map { Array($0.utf8) } + [
            [0x80], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF],
        ]

    /// A good record with one to three bytes, or small pieces, changed.
    private static func mangle(_ random: inout SeededRandom) -> [UInt8] {
        var record = whole[random.index(below: whole.count)]
        for _ in 0..<random.next(in: 1...3) {
            let place = random.index(below: record.count)
            let piece = pieces[random.index(below: pieces.count)]
            switch random.next(upperBound: 5) {
            case 0: record.remove(at: place)
            case 1: record[place] = UInt8(truncatingIfNeeded: random.next())
            case 2: record.insert(contentsOf: piece, at: place)
            case 3: record.replaceSubrange(place...place, with: piece)
            default:
                let end = min(record.count, place + random.index(below: 12))
                record.insert(
                    contentsOf: record[place..<end], at: random.index(below: record.count))
            }
        }
        return record
    }

    private static func foundationReads(_ record: [UInt8]) -> Bool {
        // Any error means the same here: that it is no JSON.
        (try? JSONSerialization.jsonObject(with: Data(record), options: .fragmentsAllowed)) != nil
    }

    /// Whether the list above may decide, and not the grammar.
    private static func isDifferentByRule(_ record: [UInt8]) -> Bool {
        let isOtherEncoding =
            record.starts(with: [0xEF, 0xBB, 0xBF]) || record.prefix(4).contains(0)
        let text = String(decoding: record, as: UTF8.self)
        return isOtherEncoding || text.contains(/\\u[dD]|,\s*[\]}]|[eE][+-]?\d{3}/)
    }
}
