import BasketEvents
import BasketSessions
import BasketStore

@testable import BasketPipeline

/// A partition's log in memory: adds to baskets, a minute apart, each by a shopper of its own.
enum TestLog {
    static let start: Int64 = 1_764_144_000_000

    /// Lends the records at the offsets.
    ///
    /// - Parameter written: the timestamp of the first record, the others a second apart; `nil`: none.
    static func lend(
        _ offsets: [Int64], written: Int64? = nil,
        _ body: (Slice<UnsafeBufferPointer<LogRecord>>) -> Void
    ) {
        var bytes: [UInt8] = []
        var ranges: [Range<Int>] = []
        for offset in offsets {
            let line = """
                {"id":"e\(offset)","type":"add_to_basket","time_ms":\(start + offset * 60_000),\
                "shopper_id":"u\(offset)","product_id":"p","quantity":1,"price_minor":1200,\
                "currency":"EUR"}
                """
            ranges.append(bytes.count..<bytes.count + line.utf8.count)
            bytes += line.utf8
        }
        bytes.withUnsafeBytes { bytes in
            let records = zip(offsets, ranges).map { offset, range in
                LogRecord(
                    partition: 0, offset: offset,
                    timestampMilliseconds: written.map { $0 + offset * 1_000 },
                    key: UnsafeRawBufferPointer(start: nil, count: 0),
                    value: UnsafeRawBufferPointer(rebasing: bytes[range]))
            }
            records.withUnsafeBufferPointer { body($0[...]) }
        }
    }

    static let settings = ProcessorSettings(
        kafka: .init(brokers: ""), store: .init(), topic: "t", group: "g", instance: "i")
}

extension OwnedPartition {
    func take(_ offsets: ClosedRange<Int64>, at now: ContinuousClock.Instant = .now) throws {
        try take(Array(offsets), at: now)
    }

    func take(
        _ offsets: [Int64], written: Int64? = nil, at now: ContinuousClock.Instant = .now
    ) throws {
        var reader = EventReader()
        var failure: (any Error)?
        TestLog.lend(offsets, written: written) {
            do {
                try take($0, reader: &reader, at: now)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }
}
