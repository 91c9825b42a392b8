import BasketStore

/// Tells when everything up to a goal is committed, by whichever instance: the end of a run with
/// `isUntilEnd`.
struct EndOfRun: ~Copyable {
    private let store: StoreSettings
    /// By partition: the offset to be reached.
    private let goal: [Int32: Int64]
    /// Kept open between two looks.
    private var reader: StoreReader?

    init(store: StoreSettings, goal: [Int32: Int64]) {
        self.store = store
        self.goal = goal
    }

    /// - Parameter stopped: partitions that this process reads no further: their error is told at
    ///   the end, and nobody waits for them.
    mutating func isReached(but stopped: Set<Int32>) -> Bool {
        do {
            guard let status = try status() else { return goal.isEmpty }
            let next = Dictionary(
                uniqueKeysWithValues: status.partitions.map { ($0.partition, $0.ledger.nextOffset) }
            )
            return goal.allSatisfy { partition, end in
                stopped.contains(partition) || (next[partition] ?? -1) >= end
            }
        } catch {
            // The workers wait for the store; so does the end.
            reader = nil
            return false
        }
    }

    private mutating func status() throws(BasketStoreError) -> StreamStatus? {
        if reader == nil { reader = try StoreReader(store) }
        return try reader?.status()
    }
}
