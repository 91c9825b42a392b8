import BasketEvents
import Testing

@Suite("JSON")
struct JSONSyntaxTests {
    @Test(
        "is read where RFC 8259 allows it",
        arguments: [
            "{}", " {\n}\t", #"{"":""}"#, #"{"a":1,"a":2}"#, #"{"a":[]}"#, #"{"a":[ ]}"#,
            #"{"a":{ }}"#, #"{"a":[1,2,[3]],"b":{"c":{"d":null}}}"#,
            #"{ "a" : [ 1 , { "b" : 2 } ] , "c" : 3 }"#, #"{"a":true,"b":false,"c":null}"#,
            #"{"a":[true,false,null,"",0,{},[]]}"#,
            #"{"a":0}"#, #"{"a":-0}"#, #"{"a":0.0}"#, #"{"a":10}"#, #"{"a":1e5}"#, #"{"a":1E+5}"#,
            #"{"a":1.25e-5}"#, #"{"a":-12.50E007}"#, #"{"a":1e999999999999999999999}"#,
            #"{"a":123456789012345678901234567890}"#, #"{"a":[0,-0,0.5e0]}"#,
            #"{"a":"\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00"}"#, #"{"a":"\u0000\ud800\udfff"}"#,
            "{\"a\":\"\u{7F}\u{80}é\u{7FF}\u{800}\u{FFFF}\u{10000}\u{10FFFF}\"}",
            "{\"a\":\"/\"}", #"{"\u0000":1}"#, #"{"\ud800":1}"#,
        ])
    func allowed(record: String) {
        // None of them is an event: what is missed in the end is its type.
        #expect(Reading(record) == .refused(.missingType))
    }

    @Test(
        "is refused where RFC 8259 forbids it",
        arguments: [
            "{", "}", "{}{}", "{} x", "{},", "[}", "{]", "nul", "nulL", "True", "+1", "x", "'a'",
            "{,}", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{"a":1,,"b":2}"#, #"{"a":1 "b":2}"#,
            #"{"a"1}"#, #"{"a"::1}"#, #"{a:1}"#, #"{'a':1}"#, #"{1:1}"#, #"{"a":1}}"#, #"{"a":1]"#,
            #"{"a":[1,]}"#, #"{"a":[,1]}"#, #"{"a":[1 2]}"#, #"{"a":[1}"#, #"{"a":[1]]}"#,
            #"{"a":{"b":1]}"#, #"{"a":{"b"}}"#, #"{"a":{,}}"#, #"{"a":{"b":1,}}"#, #"{"a":[}]}"#,
            #"{"a":01}"#, #"{"a":-}"#, #"{"a":-01}"#, #"{"a":+1}"#, #"{"a":.5}"#, #"{"a":1.}"#,
            #"{"a":1.e5}"#, #"{"a":1e}"#, #"{"a":1e+}"#, #"{"a":1e5.0}"#, #"{"a":0x10}"#,
            #"{"a":1a}"#, #"{"a":1_000}"#, #"{"a":--1}"#, #"{"a":00}"#, #"{"a":1.2.3}"#,
            #"{"a":NaN}"#, #"{"a":Infinity}"#, #"{"a":-Infinity}"#, #"{"a":undefined}"#,
            #"{"a":tru}"#, #"{"a":truee}"#, #"{"a":nullx}"#, #"{"a":fals}"#, #"{"a":falsy}"#,
            #"{"a":""#, #"{"a":"x}"#, #"{"a":"\"}"#, #"{"a":"\x"}"#, #"{"a":"\'"}"#,
            #"{"a":"\U0041"}"#,
            #"{"a":"\u"}"#, #"{"a":"\u12"}"#, #"{"a":"\u12g4"}"#, #"{"a":"\u+123"}"#,
            #"{"a":"\ud83d\u"}"#, #"{"a":"\ud83d\ude"}"#,
            "{\"a\":\"\n\"}", "{\"a\":\"\t\"}", "{\"a\":\"\0\"}", "{\"a\":\"\u{1F}\"}",
            "{\"a\n\":1}", "\u{FEFF}{}", "{\u{A0}}", "{\u{B}}", "{\u{C}}", "{\0}", "{}\0", "\0{}",
            "{\"a\":1}//", "/**/{}", "{\"a\":1/**/}", "#\n{}", "{\"a\":1;\"b\":2}",
        ])
    func forbidden(record: String) {
        #expect(Reading(record) == .refused(.badJSON))
    }

    @Test("may be nested 32 levels deep, objects and arrays mixed", arguments: UInt64(0)..<50)
    func nesting(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let kinds = (0..<32).map { _ in random.chance(0.5) }
        func nested(_ levels: Int) -> String {
            let opening = kinds.prefix(levels).map { $0 ? #"{"k":"# : "[7," }.joined()
            let closing = kinds.prefix(levels).reversed().map { $0 ? #","l":[]}"# : "]" }.joined()
            return #"{"x":"# + opening + "0" + closing + "}"
        }
        // The record's own level, then `levels`; the empty array beside counts where it lies.
        #expect(Reading(nested(30)) == .refused(.missingType))
        #expect(Reading(nested(32)) == .refused(.nestedTooDeep))
        #expect(
            Reading(
                #"{"x":"# + String(repeating: "[", count: 31) + String(repeating: "]", count: 31)
                    + "}") == .refused(.missingType))
    }
}
