import BasketStore

/// The end of a run with `--until-end`: every partition's end when it began.
struct FinishLine: ~Copyable {
    private let goal: [Int32: Int64]
    private let store: StoreSettings
    private let progress: Progress
    private var reader: StoreReader?

    init(_ goal: [Int32: Int64], _ store: StoreSettings, _ progress: Progress) {
        self.goal = goal
        self.store = store
        self.progress = progress
        reader = nil
    }

    /// Whether everything up to the goal is committed, by whichever instance.
    ///
    /// A partition that this process has stopped is waited for no longer: its error is told at the
    /// end.
    mutating func isReached() -> Bool {
        do {
            if reader == nil { reader = try StoreReader(store) }
            let status = try reader?.status()
            let stopped = progress.stoppedPartitions
            let next = (status?.partitions ?? []).reduce(into: [:]) { next, partition in
                next[partition.partition] = partition.ledger.nextOffset
            }
            return goal.allSatisfy { partition, end in
                stopped.contains(partition) || (next[partition] ?? -1) >= end
            }
        } catch {
            // The workers wait for the store; so does the end.
            reader = nil
            return false
        }
    }
}
