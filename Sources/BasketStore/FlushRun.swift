/// A flush on its way: which partitions are in the transaction under way, which are still to come,
/// and what became of the others.
///
/// Pure: what PostgreSQL answers goes in, what to do next comes out.
package struct FlushRun {
    package enum Phase {
        /// Waits for the row locks, and with them epochs and flush numbers.
        case fencing
        /// Waits for the answer to COMMIT.
        case writing
        /// Nothing was left to write: waits for the answer to ROLLBACK.
        case leaving
    }

    /// A row of `stream_partition` as found under its lock.
    package struct FenceRow {
        package let partition: Int32
        package let epoch: Int64
        package let flushNumber: Int64

        package init(partition: Int32, epoch: Int64, flushNumber: Int64) {
            self.partition = partition
            self.epoch = epoch
            self.flushNumber = flushNumber
        }
    }

    package var phase = Phase.fencing
    /// The partitions of the transaction under way, by their places in the flush.
    package private(set) var group: [Int]?
    /// Those of them that are written.
    package private(set) var admitted: [Int] = []
    private var groups: [[Int]] = []
    /// Whether each group is one partition, since PostgreSQL refused the data of them all together.
    private var isSplit = false
    private var results: [FlushReport.Result?]

    package init(partitions count: Int) {
        results = .init(repeating: nil, count: count)
        group = count > 0 ? Array(0..<count) : nil
    }

    package var isFinished: Bool { group == nil }

    /// Decides which partitions of the group are written.
    package mutating func admit(_ flush: Flush, _ found: [FenceRow]) {
        admitted.removeAll(keepingCapacity: true)
        for place in group ?? [] {
            let sent = flush.partitions[place]
            let stored = found.first { $0.partition == sent.partition }
            if let left = reasonToLeaveOut(sent, stored) {
                results[place] = left
            } else {
                admitted.append(place)
            }
        }
    }

    private func reasonToLeaveOut(
        _ sent: PartitionFlush, _ stored: FenceRow?
    ) -> FlushReport.Result? {
        guard let stored, stored.epoch == sent.epoch else { return .lost }
        if stored.flushNumber == sent.number { return .alreadyWritten }
        guard stored.flushNumber == sent.number - 1 else {
            return .refused(
                .flushOutOfOrder(
                    partition: sent.partition, stored: stored.flushNumber, sent: sent.number))
        }
        return nil
    }

    /// The transaction was committed.
    package mutating func succeed() {
        for place in admitted { results[place] = .written }
    }

    /// PostgreSQL refused the data: each partition is sent once more by itself, and the one refused
    /// again is it.
    package mutating func refuse(_ error: BasketStoreError) {
        if isSplit {
            for place in admitted { results[place] = .refused(error) }
        } else {
            isSplit = true
            groups = admitted.map { [$0] }
        }
    }

    package mutating func nextGroup() {
        group = groups.isEmpty ? nil : groups.removeFirst()
    }

    package func report(_ flush: Flush) -> FlushReport {
        var report = FlushReport()
        for (partition, result) in zip(flush.partitions, results) {
            // Every place was in a group, and every group was decided.
            report.results.append((partition.partition, result ?? .lost))
        }
        return report
    }
}
