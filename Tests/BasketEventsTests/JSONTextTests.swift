import Testing

@testable import BasketEvents

@Suite("A text in an event")
struct JSONTextTests {
    @Test(
        "reads as what its escapes mean",
        arguments: [
            (#"plain"#, "plain"),
            (#"\u0063af\u00e9"#, "café"),
            (#"caf\u00E9 \u20ac"#, "café €"),
            (#"\ud83d\ude00"#, "😀"),
            (#"\uD83D\uDE00!"#, "😀!"),
            (#"\uD800\uDC00\uDBFF\uDFFF"#, "\u{10000}\u{10FFFF}"),
            (#"\" \\ \/ \b \f \n \r \t"#, "\" \\ / \u{8} \u{C} \n \r \t"),
            (
                #"\u0001\u001f\u007f\u0080\u07ff\u0800\uffff"#,
                "\u{1}\u{1F}\u{7F}\u{80}\u{7FF}\u{800}\u{FFFF}"
            ),
            (#"\\u0041"#, "\\u0041"),
            (#"\\\"\\"#, "\\\"\\"),
            (#"12345678\n12345678\n1"#, "12345678\n12345678\n1"),
            ("日本語\\u8a9e\\n日本語", "日本語語\n日本語"),
            ("😀\\u0041é", "😀Aé"),
        ])
    func escapes(written: String, meant: String) {
        #expect(Reading(adding: #""page":"\#(written)""#).event?.page == meant)
    }

    @Test("ends where it ends, wherever special bytes lie among eight")
    func everyPlace() {
        for length in 0...24 {
            for place in 0...length {
                for (written, meant) in [(#"\""#, "\""), (#"\u00e9"#, "é"), ("é", "é"), ("😀", "😀")]
                {
                    let before = String(repeating: "a", count: place)
                    let after = String(repeating: "b", count: length - place)
                    let reading = Reading(
                        adding: #""page":"\#(before)\#(written)\#(after)","device":"d""#)
                    #expect(reading.event?.page == before + meant + after)
                    #expect(reading.event?.device == "d")
                }
            }
        }
    }

    @Test("is valid UTF-8: any two bytes, and all that may begin a longer scalar")
    func allPairs() {
        var reader = EventReader()
        for first in UInt8(0x80)...0xFF {
            for second in UInt8(0)...0xFF {
                check([first, second], by: &reader)
                for third in [0x7F, 0x80, 0xBF, 0xC0] as [UInt8] where first >= 0xE0 {
                    check([first, second, third], by: &reader)
                    for fourth in [0x7F, 0x80, 0xBF, 0xC0] as [UInt8] where first >= 0xF0 {
                        check([first, second, third, fourth], by: &reader)
                    }
                }
            }
        }
    }

    @Test("holds any scalar, written as it is or escaped")
    func allScalars() {
        var bytes = [UInt8](repeating: 0, count: 4)
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let count = bytes.withUnsafeMutableBufferPointer { bytes in
                bytes.baseAddress.map { base in
                    let written = UTF8Validation.encode(value, to: base)
                    return UTF8Validation.scalarLength(base) == written ? written : -1
                }
            }
            guard
                count.map({ bytes.prefix($0).elementsEqual(UTF8.encode(scalar).unsafelyUnwrapped) })
                    ?? false
            else {
                Issue.record("U+\(String(value, radix: 16)) is not written as UTF-8")
                return
            }
        }
    }

    /// Compares what is made of these bytes in a text with what the standard library makes of them.
    private func check(_ bytes: [UInt8], by reader: inout EventReader) {
        // A quote or a backslash would end the text or begin an escape.
        guard !bytes.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) else { return }
        let record = Array(#"{"x":""#.utf8) + bytes + Array(#""}"#.utf8)
        let isValid = String(validating: bytes, as: UTF8.self) != nil
        let expected: RefusalReason = isValid ? .missingType : .badUTF8
        let reading = Reading(record, by: &reader)
        if reading != .refused(expected) { Issue.record("\(bytes): \(reading)") }
    }
}
