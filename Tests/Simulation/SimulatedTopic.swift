import BasketEvents

/// One partition's log: records with offsets, gaps between them, a start that moves on.
final class SimulatedPartition {
    struct Record {
        let offset: Int64
        let timestamp: Int64?
        /// `nil`: none.
        let key: [UInt8]?
        let value: [UInt8]?
        /// When it was appended, in the simulation's microseconds.
        let appended: Int64
    }

    private(set) var records: [Record] = []
    private(set) var end: Int64 = 0
    var start: Int64 = 0

    func append(key: [UInt8]?, value: [UInt8]?, timestamp: Int64?, at time: Int64) {
        records.append(
            Record(offset: end, timestamp: timestamp, key: key, value: value, appended: time))
        end += 1
    }

    /// Offsets that no record will have: a transaction's marker, compacted ones.
    func skip(_ count: Int64) { end += count }

    /// The place in `records` of the first one at an offset or behind it.
    func place(at offset: Int64) -> Int {
        var low = 0
        var high = records.count
        while low < high {
            let middle = (low + high) / 2
            if records[middle].offset < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
