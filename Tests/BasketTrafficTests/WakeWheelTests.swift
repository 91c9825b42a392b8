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

@Suite("Held records")
struct HeldRecordsTests {
    @Test("come out in the order in which they are due, whole", arguments: UInt64(0)..<20)
    func order(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var held = HeldRecords()
        var record = RecordBytes()
        var dues: [Int64] = []
        var expected: [Int64] = []

        for step in 0..<400 {
            let due = random.next(in: 0...50)
            dues.append(due)
            Array("u-\(due)".utf8).withUnsafeBytes { record.setKey($0) }
            Array("{\"due\":\(due)}".utf8).withUnsafeBytes { record.setValue($0) }
            let deed = Deed(.view, by: OpenShopper(), at: Int64(step))
            held.hold(record, as: .veryLate, of: deed, until: due)

            guard step % 3 == 2 else { continue }
            dues.sort()
            expected.append(dues.removeFirst())
            let entry = held.release(to: &record)
            let key = String(decoding: record.key, as: UTF8.self)
            let value = String(decoding: record.value, as: UTF8.self)
            #expect(entry?.due == expected.last)
            #expect(key == "u-\(expected.last ?? -1)")
            #expect(value == "{\"due\":\(expected.last ?? -1)}")
        }

        #expect(held.count == dues.count)
    }

    @Test("that are due at once come out in the order in which they were held")
    func ties() {
        var held = HeldRecords()
        var record = RecordBytes()
        for step in 0..<50 {
            let deed = Deed(.view, by: OpenShopper(), at: Int64(step))
            held.hold(record, as: .duplicate, of: deed, until: 9)
        }

        var times: [Int64] = []
        while let entry = held.release(to: &record) { times.append(entry.time.milliseconds) }

        #expect(times == Array(0..<50))
    }
}
