import BasketStore
import KafkaLog

/// The end of a run with `--until-end`: every partition's end when it began.
struct FinishLine: ~Copyable {
    private let goal: [Int32: Int64]
    private let settings: ProcessorSettings
    private let progress: Progress
    private let cluster: LogCluster
    private var reader: StoreReader?

    init(
        _ goal: [Int32: Int64], _ settings: ProcessorSettings, _ progress: Progress,
        _ cluster: LogCluster
    ) {
        self.goal = goal
        self.cluster = cluster
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
            let left = goal.filter { !stopped.contains($0.key) }
            return left.allSatisfy { partition, end in
                (next[partition] ?? -1) >= end && !forgetting.contains(partition)
            } && isThere(next.filter { $0.value > left[$0.key] ?? .max })
        } catch {
            // The workers wait for the store; so does the end.
            reader = nil
            return false
        }
    }

    /// Whether the log has grown since to where what lies beyond the goal ends. If it has not, it is
    /// another one than was read: the workers are about to find out.
    private func isThere(_ next: [Int32: Int64]) -> Bool {
        guard !next.isEmpty else { return true }
        // Without an answer it is asked again.
        let ends = try? cluster.endOffsets(
            settings.topic, partitions: next.keys.sorted(), timeout: .seconds(1))
        return next.allSatisfy { (ends?[$0.key] ?? -1) >= $0.value }
    }
}
