import BasketEvents
import KafkaLog

/// A record that no producer of events should send, and what becomes of it.
struct OddRecord: Sendable {
    let name: String
    var key: [UInt8]? = Array("u-1".utf8)
    var value: [UInt8]?
    var header: (name: String, text: String)?
    /// `nil`: it is taken.
    let reason: RefusalReason?

    init(_ name: String, key: String? = "u-1", _ value: String, reason: RefusalReason?) {
        self.init(name, key: key.map { Array($0.utf8) }, Array(value.utf8), reason: reason)
    }

    init(_ name: String, key: [UInt8]?, _ value: [UInt8]?, reason: RefusalReason?) {
        self.name = name
        self.key = key
        self.value = value
        self.reason = reason
    }

    func with(header name: String, _ text: String) -> OddRecord {
        var record = self
        record.header = (name, text)
        return record
    }

    static let all: [OddRecord] = [
        OddRecord("a tombstone", key: Array("u-1".utf8), nil, reason: .emptyRecord),
        OddRecord("a tombstone without a key", key: nil, nil, reason: .emptyRecord),
        OddRecord("a value of no bytes", "", reason: .emptyRecord),
        OddRecord("a good event", event(1), reason: nil),
        OddRecord("one at the limit of size", event(2, bytes: 65_536), reason: nil),
        OddRecord("one a byte larger", event(3, bytes: 65_537), reason: .recordTooLarge),
        OddRecord("as large as Kafka takes", event(4, bytes: 900_000), reason: .recordTooLarge),
        OddRecord("no key", key: nil, event(5), reason: nil),
        OddRecord("another's key", key: "u-2", event(6), reason: .keyIsAnotherShopper),
        OddRecord("an empty key", key: "", event(7), reason: .keyIsAnotherShopper),
        OddRecord(
            "a key that is no text", key: [0xFF, 0, 0xC0], Array(event(8).utf8),
            reason: .keyIsAnotherShopper),
        OddRecord("unknown headers", event(9), reason: nil)
            .with(header: "content-type", "application/x-unheard-of"),
        OddRecord("bad, with a header", "nothing", reason: .badJSON).with(
            header: "traceparent", ""),
        OddRecord(
            "Avro of a schema registry", key: nil, [0, 0, 0, 0, 7, 6, 0x66, 0x6F, 0x6F],
            reason: .badJSON),
        OddRecord("protobuf", key: nil, [0x0A, 3, 0x75, 0x2D, 0x31, 0x10, 1], reason: .badJSON),
        OddRecord("HTML", "<!doctype html><title>502 Bad Gateway</title>", reason: .badJSON),
        OddRecord(
            "gzip", key: nil, [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xAB, 0x56], reason: .badJSON),
        OddRecord(
            "UTF-16", key: nil,
            Array(event(10).utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] },
            reason: .badJSON),
        OddRecord("a batch of events", "[\(event(11)),\(event(12))]", reason: .notAnObject),
        OddRecord("two events in one", event(13) + "\n" + event(14), reason: .badJSON),
        OddRecord(
            "levels without end", String(repeating: "[", count: 60_000), reason: .nestedTooDeep),
        OddRecord("the last, good event", event(15), reason: nil),
    ]

    /// An event of `u-1` that is so many bytes long.
    private static func event(_ number: Int, bytes: Int = 0) -> String {
        let start = """
            {"id":"e-\(number)","type":"add_to_basket","time_ms":\(1_764_144_000_000 + number * 1_000),\
            "shopper_id":"u-1","product_id":"p-1","quantity":1,"x":"
            """
        return start + String(repeating: "x", count: max(0, bytes - start.utf8.count - 2)) + "\"}"
    }
}

extension LogProducer {
    mutating func send(_ record: OddRecord, partition: Int32 = 0) throws {
        // Of no bytes, but there: not the same as none.
        let there = UnsafeMutableRawBufferPointer.allocate(byteCount: 1, alignment: 1)
        defer { there.deallocate() }
        func lent(_ bytes: UnsafeRawBufferPointer, of text: [UInt8]?) -> UnsafeRawBufferPointer {
            guard let text else { return UnsafeRawBufferPointer(start: nil, count: 0) }
            return text.isEmpty
                ? UnsafeRawBufferPointer(start: there.baseAddress, count: 0) : bytes
        }
        var failure: (any Error)?
        (record.key ?? []).withUnsafeBytes { keyBytes in
            (record.value ?? []).withUnsafeBytes { valueBytes in
                let key = lent(keyBytes, of: record.key)
                let value = lent(valueBytes, of: record.value)
                do {
                    if let header = record.header {
                        try send(key: key, value: value, partition: partition, header: header)
                    } else {
                        try send(key: key, value: value, partition: partition)
                    }
                } catch {
                    failure = error
                }
            }
        }
        if let failure { throw failure }
    }
}
