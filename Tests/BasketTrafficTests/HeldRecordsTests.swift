import BasketEvents
import Testing

@testable import BasketTraffic

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
