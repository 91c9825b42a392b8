import BasketEvents
import BasketStore

/// Decides what becomes of a record that could not be used.
struct QuarantineRepair: ~Copyable {
    enum Fate {
        /// It is published: with its own key where it came from, or with another key where that belongs.
        case published(key: [UInt8]?, value: [UInt8], partition: Int32?)
        /// Today's reader refuses it as well.
        case refused(RefusalReason)
        /// Only its beginning was kept.
        case incomplete
        /// The user's command has left it out.
        case leftOut
    }

    private var reader = EventReader()
    private let filter: LineFilter?

    init(through command: String?) {
        filter = command.map { LineFilter(command: $0) }
    }

    /// - Returns: a fate a record, in their order.
    mutating func fates(of records: [QuarantineWriter.BadRecord]) throws -> [Fate] {
        guard let filter else { return records.map { fate(of: $0, value: $0.value) } }
        let whole = records.filter(\.isWhole)
        var answers = try whole.isEmpty ? [] : filter.repaired(whole.map(\.value))
        answers.reverse()
        return records.map { record in
            guard record.isWhole else { return .incomplete }
            guard let answer = answers.popLast() ?? nil else { return .leftOut }
            return fate(of: record, value: answer)
        }
    }

    private mutating func fate(of record: QuarantineWriter.BadRecord, value: [UInt8]) -> Fate {
        guard record.isWhole else { return .incomplete }
        if let reason = value.withUnsafeBytes({ reader.read($0) }) { return .refused(reason) }
        let shopper = Array(reader.event.shopperID.bytes)
        // Where the key is as it was, or there is none, the shopper's other events lie in the same
        // partition, however the producer has chosen it.
        guard let key = record.key, key != shopper else {
            return .published(
                key: record.key, value: value, partition: record.place.partition)
        }
        guard filter != nil else { return .refused(.keyIsAnotherShopper) }
        return .published(key: shopper, value: value, partition: nil)
    }
}
