import Testing

@testable import BasketConsole

private func text<Value>(_ kind: SettingKind<Value>, _ text: String) -> String {
    switch kind.read(text) {
    case .value(let value): kind.write(value)
    case .refused(let wanted): "must be " + wanted
    }
}

private enum Keep: String, CaseIterable {
    case all, last, none
}

@Suite("A setting's text")
struct SettingKindTests {
    @Test(
        "is a duration with its unit",
        arguments: [
            ("50ms", "50ms"), ("5s", "5s"), ("5 s", "5s"), ("30min", "30min"), ("30m", "30min"),
            ("90s", "90s"), ("120s", "2min"), ("2h", "2h"), ("1d", "1d"), ("24h", "1d"),
            ("0", "0s"),
            ("1h30min", "90min"), ("1.5h", "90min"), ("0.2s", "200ms"), ("0.25ms", "250us"),
            ("7ns", "7ns"),
        ]
            + refusedDurations.map {
                ($0, "must be a time with its unit, such as 50ms, 5s, 30min, 2h or 1d")
            })
    func duration(given: String, expected: String) {
        #expect(text(.duration(), given) == expected)
    }

    private static let refusedDurations = [
        "", "5", "s", "five s", "5 parsecs", "-5s", "1e3s", "5s3", "1..5s", ".5s", "5.s", "٣s",
        "99999999999999999999d",
    ]

    @Test(
        "is a duration within its bounds",
        arguments: [
            ("0", "must be 1 s to 2 h"), ("999ms", "must be 1 s to 2 h"), ("1s", "1s"),
            ("2h", "2h"),
            ("2h1s", "must be 1 s to 2 h"),
        ])
    func boundedDuration(given: String, expected: String) {
        #expect(text(.duration(atLeast: .seconds(1), atMost: .seconds(7200)), given) == expected)
    }

    @Test(
        "is a whole number within its bounds",
        arguments: [
            ("1", "1"), ("5000", "5000"), ("5,000", "5000"), ("5_000", "5000"), ("5k", "5000"),
            ("1_000,000", Self.refusedInteger), ("12,34", Self.refusedInteger),
            ("1,5", Self.refusedInteger),
            ("1234,567", Self.refusedInteger), (",500", Self.refusedInteger),
            ("5_", Self.refusedInteger), ("_5", Self.refusedInteger),
            ("0", "must be 1 to 1,000,000"), ("1M", "1000000"), ("1M1", Self.refusedInteger),
            ("2M", "must be 1 to 1,000,000"), ("", Self.refusedInteger),
            ("many", Self.refusedInteger),
            ("1.5", Self.refusedInteger), (",5", Self.refusedInteger), ("5,", Self.refusedInteger),
            ("-5", "must be 1 to 1,000,000"), ("99999999999999999999", Self.refusedInteger),
            ("9999999999999999999G", Self.refusedInteger),
        ])
    func integer(given: String, expected: String) {
        #expect(text(.integer(in: 1...1_000_000), given) == expected)
    }

    private static let refusedInteger = "must be a whole number, 1 to 1,000,000"

    @Test(
        "is a size in bytes",
        arguments: [
            ("4096", "4KiB"), ("16MiB", "16MiB"), ("16 mib", "16MiB"), ("64kB", "64kB"),
            ("1G", "1GiB"),
            ("5B", "5B"), ("0", "0"), ("x", "must be a size such as 4096, 64kB or 16MiB"),
            ("-1", "must be 0 B or more"),
            ("99999999TiB", "must be a size such as 4096, 64kB or 16MiB"),
        ])
    func byteSize(given: String, expected: String) {
        #expect(text(.byteSize(), given) == expected)
    }

    @Test(
        "is a share",
        arguments: [
            ("0", "0"), ("0.05", "0.05"), ("5%", "0.05"), ("100%", "1"), ("1", "1"),
            ("1.1", "must be 0 to 1, or 0% to 100%"), ("101%", "must be 0 to 1, or 0% to 100%"),
            ("0,5%", "must be a share such as 0.05 or 5%"),
            ("-0.1", "must be a share such as 0.05 or 5%"),
            ("nan", "must be a share such as 0.05 or 5%"),
            ("%", "must be a share such as 0.05 or 5%"),
        ])
    func share(given: String, expected: String) {
        #expect(text(.share, given) == expected)
    }

    @Test(
        "is a rate",
        arguments: [
            ("2000", "2000"), ("2,000/s", "2000"), ("50k/s", "50000"), ("1.5M", "1500000"),
            ("0.5", "0.5"),
            ("0", "must be a rate above 0, such as 2000, 50k or 1.5M (a second)"),
            ("0.000001", "0.000001"), ("0.0000009", "must be 0.000001 to 1G a second"),
            ("1G", "1000000000"), ("1.01G", "must be 0.000001 to 1G a second"),
            ("1,5", "must be a rate above 0, such as 2000, 50k or 1.5M (a second)"),
            ("1,500.5", "1500.5"),
            ("inf", "must be a rate above 0, such as 2000, 50k or 1.5M (a second)"),
        ])
    func rate(given: String, expected: String) {
        #expect(text(.rate, given) == expected)
    }

    @Test(
        "is a factor",
        arguments: [("60", "60x"), ("60x", "60x"), ("0.5x", "0.5x"), ("0.00001", "0.00001x")])
    func factor(given: String, expected: String) {
        #expect(text(.factor, given) == expected)
        #expect(text(.factor, "0x") == "must be a factor above 0, such as 60x or 0.5x")
        #expect(text(.factor, "2000000000") == "must be 0.000001 to 1,000,000,000")
    }

    @Test("is one of some words")
    func choice() {
        #expect(text(SettingKind<Keep>.choice, "last") == "last")
        #expect(text(SettingKind<Keep>.choice, "most") == "must be all, last or none")
        #expect(text(.choice(["a", "b"]), "c") == "must be a or b")
        #expect(SettingKind<Keep>.choice.completion == .words(["all", "last", "none"]))
    }

    @Test(
        "is yes or no",
        arguments: [
            ("", "true"), ("yes", "true"), ("TRUE", "true"), ("1", "true"), ("off", "false"),
            ("maybe", "must be true or false"),
        ])
    func flag(given: String, expected: String) {
        #expect(text(.flag, given) == expected)
    }

    @Test("hides what is secret")
    func secrets() {
        let url = SettingKind<String>.url { $0.replacing("pass", with: "***") }
        #expect(url.show("postgresql://me:pass@host/db") == "postgresql://me:***@host/db")
        #expect(SettingKind<String>.secret.show("pass") == "***")
    }

    @Test(
        "is a property, masked by its name",
        arguments: [
            ("sasl.password=x", "sasl.password=***"), ("linger.ms=5", "linger.ms=5"),
            ("sasl.jaas.config=a=b", "sasl.jaas.config=***"), ("a=b=c", "a=b=c"), ("a=", "a="),
            ("ssl.key.pem=x", "ssl.key.pem=***"),
            ("sasl.oauthbearer.config=x", "sasl.oauthbearer.config=***"),
        ])
    func property(given: String, expected: String) throws {
        guard case .value(let value) = SettingKind.properties.read(given) else {
            Issue.record("refused")
            return
        }
        #expect(SettingKind.properties.show(value) == expected)
        #expect(text(SettingKind.properties, given) == given)
        #expect(text(SettingKind.properties, "=x") == "must be NAME=VALUE")
    }
}
