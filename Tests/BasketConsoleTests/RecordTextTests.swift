import BasketConsole
import Testing

@Suite("Output for programs")
struct RecordTextTests {
    @Test(
        "writes each JSON value on one line",
        arguments: [
            (JSONValue.null, "null"), (.bool(true), "true"),
            (.integer(.min), "-9223372036854775808"),
            (.number(0.1), "0.1"), (.number(.nan), "null"), (.number(.infinity), "null"),
            (.text("a \"b\" \\ c"), #""a \"b\" \\ c""#),
            (.text("é\n\t\r\u{1}\u{7F}"), #""é\n\t\r\u0001\u007f""#),
            (.text("\u{80}\u{9B}2J\u{A0}"), "\"\\u0080\\u009b2J\u{A0}\""),
            (.list([]), "[]"), (.list([.integer(1), .null]), "[1,null]"),
            (.object([("b", .integer(1)), ("a", .object([]))]), #"{"b":1,"a":{}}"#),
            (JSONValue(nil as String?), "null"), (JSONValue(7 as Int64?), "7"),
        ])
    func json(value: JSONValue, text: String) {
        #expect(value.text == text)
    }

    @Test(
        "quotes in CSV what needs it, and tells nothing from an empty text",
        arguments: [
            (["a", nil, ""], "a,,\"\""), (["a,b", "c\"d"], "\"a,b\",\"c\"\"d\""),
            (["a\r\nb", "c\nd"], "\"a\r\nb\",\"c\nd\""), (["é – x"], "é – x"),
        ] as [([String?], String)])
    func csv(fields: [String?], line: String) {
        #expect(CSVText.line(fields) == line)
    }
}
