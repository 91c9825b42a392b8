import BasketConsole
import BasketStore
import BasketTelemetry
import KafkaLog

/// Records that could not be used, on their way back into the topic.
///
/// Each batch is published, acknowledged, and only then marked. A crash before the mark has it
/// published again; its events' ids make the second ones duplicates, or copies of what has amended.
struct QuarantinePublication: ~Copyable {
    private let topic: String
    private var repair: QuarantineRepair
    private let kafka: KafkaSettings?
    private let isDone: Bool
    private var producer: LogProducer?

    init(_ settings: Settings, topic: String) throws {
        self.topic = topic
        repair = QuarantineRepair(through: settings[.through])
        isDone = settings[.yes]
        let log = Log(component: "replay", level: .error)
        kafka = settings[.quarantineBrokers].map { KafkaSettings($0, settings, log: log) }
    }

    mutating func run(
        _ query: QuarantineQuery, _ writer: borrowing QuarantineWriter,
        _ report: inout QuarantineReplayReport
    ) throws {
        var last: QuarantinePlace?
        while true {
            let records = try writer.bad(query, after: last, isLocked: isDone)
            var published: [QuarantinePlace] = []
            do {
                let fates = try repair.fates(of: records)
                if isDone { published = try publish(records, fates) }
                if isDone { try writer.finish(marking: published) }
                for (record, fate) in zip(records, fates) {
                    report.tell(record.place, record.reason, .bad(fate))
                }
            } catch {
                // Where the connection is gone, the locks are too.
                if isDone { try? writer.abandon() }
                throw error
            }
            guard records.count == QuarantineWriter.recordsAtOnce else { return }
            last = records.last?.place
        }
    }

    /// - Returns: those that Kafka has acknowledged.
    private mutating func publish(
        _ records: [QuarantineWriter.BadRecord], _ fates: [QuarantineRepair.Fate]
    ) throws -> [QuarantinePlace] {
        var published: [QuarantinePlace] = []
        for (record, fate) in zip(records, fates) {
            guard case .published(let key, let value, let partition) = fate else { continue }
            try send(record.place, key: key, value: value, partition: partition)
            published.append(record.place)
        }
        if !published.isEmpty { try producer?.flush(timeout: .seconds(60)) }
        return published
    }

    private mutating func send(
        _ place: QuarantinePlace, key: [UInt8]?, value: [UInt8], partition: Int32?
    ) throws {
        if producer == nil {
            guard let kafka else {
                throw CommandFailure.usage(
                    "Records are to be published to '\(topic)', and no Kafka is named: set --brokers, or "
                        + "ask for late ones alone (--reason late).")
            }
            producer = try LogProducer(kafka, topic: topic)
        }
        let header = (name: "basketwatch-replayed-from", text: "\(topic):\(place)")
        let none = UnsafeRawBufferPointer(start: nil, count: 0)
        try value.withUnsafeBytes { value in
            guard let key else {
                try producer?.send(key: none, value: value, partition: partition, header: header)
                return
            }
            try key.withUnsafeBytes { key in
                try producer?.send(key: key, value: value, partition: partition, header: header)
            }
        }
    }
}
