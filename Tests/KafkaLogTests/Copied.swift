import BasketEvents
import KafkaLog

/// A record that outlives its batch.
struct Copied: Hashable {
    let partition: Int32
    let offset: Int64
    let timestampMilliseconds: Int64?
    let key: String?
    let value: String

    init(_ record: LogRecord) {
        partition = record.partition
        offset = record.offset
        timestampMilliseconds = record.timestampMilliseconds
        key = record.key.baseAddress == nil ? nil : String(decoding: record.key, as: UTF8.self)
        value = String(decoding: record.value, as: UTF8.self)
    }
}

extension LogConsumer {
    /// Polls until `isEnough` says so; everything that came, in order.
    mutating func collect(
        within seconds: Double = 30, until isEnough: ([Copied], [LogEvent]) -> Bool
    ) throws -> (records: [Copied], events: [LogEvent]) {
        var records: [Copied] = []
        var events: [LogEvent] = []
        let deadline = ContinuousClock.now + .seconds(seconds)
        while !isEnough(records, events) && ContinuousClock.now < deadline {
            let batch = try poll(timeoutMilliseconds: 50)
            records += batch.records.map(Copied.init)
            events += batch.events
        }
        return (records, events)
    }
}
