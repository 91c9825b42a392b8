import Testing

@testable import BasketTelemetry

@Suite("A log line")
struct LogTests {
    @Test("tells time, level, component, message and fields")
    func shape() {
        let lines = Lines()
        let log = Log(
            component: "main", level: .info, sink: lines.add,
            now: { LogTime(milliseconds: 1_795_568_523_123) })

        log.named("processor").info("took partitions", ["partitions": "0,1,2", "epoch": 4])
        log.error("stopped")

        #expect(
            lines.all == [
                "2026-11-25T01:02:03.123Z info    processor: took partitions partitions=0,1,2 epoch=4",
                "2026-11-25T01:02:03.123Z error   main: stopped",
            ])
    }

    @Test("is written from its level on, and costs nothing below it")
    func level() {
        let lines = Lines()
        let log = Log(component: "a", level: .warning, sink: lines.add)
        var evaluated = 0
        func message() -> String {
            evaluated += 1
            return "x"
        }

        for level in LogLevel.allCases { log.write(level, message()) }

        #expect(lines.all.count == 2)
        #expect(evaluated == 2)
        #expect(LogLevel.allCases == LogLevel.allCases.sorted())
    }

    @Test(
        "stays one line, and each field one word",
        arguments: [
            ("plain", "plain"), ("", "\"\""), ("two words", "\"two words\""), ("a=b", "\"a=b\""),
            ("say \"hi\"", "\"say \\\"hi\\\"\""), ("a\nb", "\"a\\nb\""),
            ("\u{1B}[31m", "\"\\u{1b}[31m\""), ("naïve", "naïve"), ("C:\\x y", "\"C:\\\\x y\""),
        ])
    func quoting(value: String, expected: String) {
        let line = LogLine.text(
            LogTime(milliseconds: 0), .info, "a", "one\ntwo", ["field": value])

        #expect(line == "1970-01-01T00:00:00.000Z info    a: one\\ntwo field=\(expected)")
    }

    @Test(
        "knows the calendar",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (951_868_799_999, "2000-02-29T23:59:59.999Z"),
            (1_767_225_600_007, "2026-01-01T00:00:00.007Z"),
            (4_107_542_400_010, "2100-03-01T00:00:00.010Z"),
        ] as [(Int64, String)])
    func calendar(milliseconds: Int64, expected: String) {
        #expect("\(LogTime(milliseconds: milliseconds))" == expected)
    }
}
