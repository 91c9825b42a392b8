import BasketConsole
import Testing

@Suite("A figure")
struct FigureTests {
    @Test(
        "groups a count",
        arguments: [(0, "0"), (999, "999"), (1912, "1,912"), (-1_234_567, "-1,234,567")])
    func count(number: Int, expected: String) {
        #expect(Figure.count(number) == expected)
        #expect(Figure.count(Int64.min).hasPrefix("-9,223"))
    }

    @Test(
        "rounds a decimal",
        arguments: [
            (0.9412, 2, "0.94"), (0.005, 2, "0.01"), (-0.001, 2, "0.00"), (-1.5, 1, "-1.5"),
            (1234.5, 1, "1,234.5"), (0.999, 2, "1.00"), (7, 0, "7"), (.nan, 2, "–"),
            (1e30, 1, "1e+30"),
        ] as [(Double, Int, String)])
    func decimal(number: Double, places: Int, expected: String) {
        #expect(Figure.decimal(number, places) == expected)
    }

    @Test(
        "shows a duration at a glance",
        arguments: [
            (.zero, "0 s"), (.microseconds(250), "250 µs"), (.milliseconds(50), "50 ms"),
            (.microseconds(1500), "1.5 ms"), (.milliseconds(200), "0.2 s"),
            (.milliseconds(2500), "2.5 s"),
            (.milliseconds(9990), "10 s"), (.seconds(42), "42 s"), (.seconds(60), "1 min"),
            (.seconds(74), "74 s"), (.seconds(120), "2 min"), (.seconds(150), "2 min 30 s"),
            (.seconds(725), "12 min"), (.seconds(1800), "30 min"), (.seconds(3600), "1 h"),
            (.seconds(5400), "1 h 30 min"), (.seconds(7 * 86_400), "7 d"),
            (.seconds(273_600), "3 d 4 h"),
            (.seconds(-5), "-5 s"),
        ] as [(Duration, String)])
    func duration(duration: Duration, expected: String) {
        #expect(Figure.duration(duration) == expected)
    }

    @Test(
        "shows a size",
        arguments: [
            (0, "0 B"), (512, "512 B"), (12_897_484, "12.3 MiB"), (1 << 30, "1 GiB"),
            (1 << 40, "1 TiB"),
        ])
    func size(bytes: Int, expected: String) {
        #expect(Figure.size(bytes) == expected)
    }

    @Test(
        "shows money with its currency's decimals",
        arguments: [
            (2250, "EUR", "EUR 22.50"), (5, "USD", "USD 0.05"), (-1250, "EUR", "EUR -12.50"),
            (1_234_567, "JPY", "JPY 1,234,567"), (1_234_567, "KWD", "KWD 1,234.567"),
            (.min, "EUR", "EUR -92,233,720,368,547,758.08"),
        ] as [(Int64, String, String)])
    func money(minorUnits: Int64, currency: String, expected: String) {
        #expect(Figure.money(minorUnits, currency) == expected)
    }

    @Test("shows shares and rates")
    func sharesAndRates() {
        #expect(Figure.share(0.94) == "94 %")
        #expect(Figure.share(0.0123) == "1.2 %")
        #expect(Figure.rate(410.4) == "410/s")
        #expect(Figure.rate(2_345_678) == "2.35 M/s")
        #expect(Figure.rate(0.44) == "0.4/s")
    }
}
