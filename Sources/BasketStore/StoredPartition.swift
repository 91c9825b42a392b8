import BasketEvents
import BasketSessions

/// How far a partition is committed, and its ledger as of there.
public struct StoredPartition: Sendable {
    public let partition: Int32
    public let ledger: Ledger
    public let watermark: EventTime
    /// How many of the last records could not be used.
    public let refusedRecently: Int64
    /// The settings that shape the state from `ledger.nextOffset` on, encoded.
    public let settings: [UInt8]

    /// Where a state differs from what is stored; empty: nowhere.
    public func differences(from state: PartitionState) -> [FieldDifference] {
        var found: [FieldDifference] = []
        func compare(_ field: String, _ stored: Int64, _ replayed: Int64) {
            guard stored != replayed else { return }
            found.append(
                FieldDifference(field: field, stored: "\(stored)", replayed: "\(replayed)"))
        }
        let values = zip(LedgerColumns.values(ledger), LedgerColumns.values(state.ledger))
        for (name, value) in zip(LedgerColumns.names, values) {
            compare(name, value.0, value.1)
        }
        compare("watermark_ms", watermark.milliseconds, state.watermark.milliseconds)
        compare("refused_recently", refusedRecently, Int64(state.refusedRecently))
        // Not byte by byte: an older version may have written them with fewer fields.
        let known = Result { () throws(CheckpointError) in try SessionSettings(encoded: settings) }
        if case .success(let stored) = known, stored == state.settings { return found }
        found.append(
            FieldDifference(
                field: "settings", stored: "\(settings.count) bytes", replayed: "other settings"))
        return found
    }
}
