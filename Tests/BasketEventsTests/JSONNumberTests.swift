import BasketEvents
import Testing

@Suite("A number in an event")
struct JSONNumberTests {
    @Test(
        "is whole, however it is written",
        arguments: [
            ("0", 0), ("-0", 0), ("0.0", 0), ("0e5", 0), ("0.000e-99999999999", 0), ("-0E+7", 0),
            ("7", 7), ("10.0", 10), ("1e3", 1_000), ("1E+3", 1_000), ("1.5e1", 15), ("150e-1", 15),
            ("0.001e3", 1), ("1000000.000e-3", 1_000), ("12.50e2", 1_250),
            ("1e12", 1_000_000_000_000),
            ("99999999", 99_999_999), ("1234567", 1_234_567), ("12345678", 12_345_678),
            ("123456789", 123_456_789), ("1000000000000", 1_000_000_000_000),
            ("1000000000000000000000000e-12", 1_000_000_000_000),
            ("0.00000000000000000000000001e26", 1), ("1.0000000000000000000000000", 1),
            ("100000000000000000000000000000e-29", 1),
        ] as [(String, Int64)])
    func whole(written: String, value: Int64) {
        let reading = Reading(adding: #""value_minor":\#(written),"currency":"EUR""#)
        #expect(reading.event?.valueMinor == value)
    }

    @Test(
        "is refused with a fraction",
        arguments: [
            "1.5", "0.1", "1e-1", "15e-2", "0.00000000000000000000000001", "1e-9999999999",
            "123456789012345678901234567890.5", "1000000000000000000000000e-25",
        ])
    func fraction(written: String) {
        #expect(Reading(adding: #""value_minor":\#(written)"#) == .refused(.notAWholeNumber))
    }

    @Test(
        "is refused when it is too large, however large",
        arguments: [
            "1000000000001", "999999999999999999", "1000000000000000000", "9223372036854775807",
            "9223372036854775808", "18446744073709551616", "1e13", "1e19", "1e400",
            "1e99999999999999",
            "340282366920938463463374607431768211456", "1000000000000000000000000e-11",
        ])
    func tooLarge(written: String) {
        #expect(Reading(adding: #""value_minor":\#(written)"#) == .refused(.amountOutOfRange))
        #expect(Reading(adding: #""value_minor":-\#(written)"#) == .refused(.negativeAmount))
    }

    @Test("of any length within the limits reads as itself", arguments: UInt64(0)..<50)
    func random(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<50 {
            let digits = random.next(in: 1...13)
            let bound = (0..<digits).reduce(Int64(1)) { product, _ in product * 10 }
            let value = min(random.next(in: 0...bound), 1_000_000_000_000)
            let zeros = Int(random.next(upperBound: 30))
            let padding = String(repeating: "0", count: zeros)
            for written in ["\(value)", "\(value).\(padding)0", "\(value)\(padding)e-\(zeros)"]
            where value != 0 {
                let reading = Reading(adding: #""value_minor":\#(written),"currency":"EUR""#)
                #expect(reading.event?.valueMinor == value, "\(written)")
            }
        }
    }
}
