import BasketStore

/// The end of a run with `--until-end`: every partition's end when it began.
struct FinishLine: ~Copyable {
    private let goal: [Int32: Int64]
    private let settings: ProcessorSettings
    private let progress: Progress
    private var reader: StoreReader?

    init(_ goal: [Int32: Int64], _ settings: ProcessorSettings, _ progress: Progress) {
        self.goal = goal
        self.settings = settings
        self.progress = progress
        reader = nil
    }

    /// Whether everything up to the goal is committed, by whichever instance, and whoever was to be
    /// forgotten is.
    ///
    /// A partition that this process has stopped is waited for no longer: its error is told at the
    /// end.
    mutating func isReached() -> Bool {
        do {
            if reader == nil { reader = try StoreReader(settings.store) }
            let status = try reader?.status()
            // Another stream's offsets say nothing: the workers are about to be told that it is one.
            if let status, status.topic != settings.topic || status.group != settings.group {
                return false
            }
            let stopped = progress.stoppedPartitions
            let forgetting = try reader?.forgettingPartitions() ?? []
            let next = (status?.partitions ?? []).reduce(into: [:]) { next, partition in
                next[partition.partition] = partition.ledger.nextOffset
            }
            return goal.allSatisfy { partition, end in
                stopped.contains(partition)
                    || (next[partition] ?? -1) >= end && !forgetting.contains(partition)
            }
        } catch {
            // The workers wait for the store; so does the end.
            reader = nil
            return false
        }
    }
}
