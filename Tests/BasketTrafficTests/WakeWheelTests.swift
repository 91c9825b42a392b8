import BasketEvents
import Testing

@testable import BasketTraffic

@Suite("A wake wheel")
struct WakeWheelTests {
    @Test("wakes everybody at their time, in the order of time", arguments: UInt64(0)..<20)
    func order(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let start: Int64 = 1_764_144_000_123
        var wheel = WakeWheel(start: start)
        var dueTimes: [Int64] = []
        var behind: [UInt32] = []
        var woken: [UInt32] = []
        var now = start

        // Near and far, many at once and few, for several turns of the wheel.
        while woken.count < 3_000 {
            while behind.count - woken.count < 40 {
                let ahead = random.chance(0.5) ? 5 : WakeWheel.span - 1
                dueTimes.append(now + random.next(in: 0...ahead))
                let sleeper = UInt32(behind.count)
                behind.append(wheel.hang(sleeper, at: dueTimes[behind.count]))
            }
            guard let time = wheel.nextTime(until: .max) else { break }
            #expect(time >= now)
            now = time
            let sleeper = wheel.first
            #expect(dueTimes[Int(sleeper)] == time)
            wheel.takeFirst(leaving: behind[Int(sleeper)])
            woken.append(sleeper)
        }

        #expect(Set(woken).count == 3_000)
    }

    @Test("says nothing of who is due after the limit, and takes sleepers from there on")
    func limit() {
        var wheel = WakeWheel(start: 1_000)
        _ = wheel.hang(7, at: 5_000)

        #expect(wheel.nextTime(until: 4_999) == nil)
        #expect(wheel.hang(8, at: 4_999) == WakeWheel.nobody)
        #expect(wheel.nextTime(until: 6_000) == 4_999)
        #expect(wheel.first == 8)
    }
}
