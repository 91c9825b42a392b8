import Testing

@testable import basketwatch

@Suite("A standstill")
struct StandstillTests {
    @Test("lasts from where a number grew last, and ends when it grows")
    func growing() {
        var standstill = Standstill()
        let start = ContinuousClock.now
        for (second, value, expected) in [
            (0, 5, 0), (10, 5, 10), (50, 6, 0), (60, 6, 10), (61, 4, 11), (62, 6, 12), (63, 7, 0),
        ] as [(Int, Int64, Int)] {
            let lasted = standstill.duration(at: value, start + .seconds(second))
            #expect(lasted == .seconds(expected), "after \(second) s")
        }
    }
}
