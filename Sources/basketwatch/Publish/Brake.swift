import BasketConsole
import BasketPipeline
import KafkaLog

/// Holds a publisher back where the broker would forget records before they are processed.
///
/// The embedded broker keeps about 5 MiB a partition. Between two looks at most ``stride`` bytes are
/// sent, and no partition may hold more than ``allowed`` bytes that its group has not committed, so
/// what waits stays well below that.
struct Brake {
    private static let stride = 512 << 10
    private static let allowed = 2 << 20
    private static let patience = Duration.seconds(60)

    private let cluster: LogCluster
    private let topic: String
    private let group: String
    private let partitions: [Int32]
    private var bytes = 0
    private var records = 0
    private var sinceLook = 0

    private init(_ cluster: LogCluster, topic: String, group: String, partitions: Int) {
        self.cluster = cluster
        self.topic = topic
        self.group = group
        self.partitions = Array(0..<Int32(partitions))
    }

    /// - Returns: `nil` for a broker that keeps what it is sent.
    /// - Throws: when the topic is missing, or the broker does not answer.
    init?(ifNeededBy cluster: LogCluster, topic: String, group: String) throws {
        let partitions = try cluster.partitionCount(topic, timeout: .seconds(5))
        guard try cluster.isEmbedded(timeout: .seconds(5)) else { return nil }
        self.init(cluster, topic: topic, group: group, partitions: partitions)
    }

    /// Books a record that is about to be sent; whether it is time to look.
    mutating func add(_ size: Int) -> Bool {
        bytes += size
        records += 1
        sinceLook += size
        return sinceLook >= Brake.stride
    }

    /// Waits until the group has caught up far enough.
    ///
    /// - Returns: `false` when it was stopped before that.
    mutating func wait(_ stop: StopSignal) throws -> Bool {
        sinceLook = 0
        let recordSize = max(1, bytes / max(1, records))
        var standstill = Standstill()
        while !stop.isRaised {
            let (lag, committed) = try standing()
            if lag * Int64(recordSize) <= Int64(Brake.allowed) { break }
            // However slow the group is: as long as it goes on, the broker forgets nothing.
            guard standstill.duration(at: committed, .now) < Brake.patience else {
                throw CommandFailure(
                    "The group '\(group)' takes nothing from '\(topic)', and the embedded broker "
                        + "would forget what is sent on. Start `basketwatch run --group \(group)`.",
                    exitCode: .unavailable)
            }
            stop.wait(upTo: .milliseconds(20))
        }
        return !stop.isRaised
    }

    /// The longest lag of a partition, in records, and the sum of all that is committed.
    private func standing() throws -> (lag: Int64, committed: Int64) {
        let ends = try cluster.endOffsets(topic, partitions: partitions, timeout: .seconds(5))
        let committed = try cluster.committedOffsets(
            group: group, topic, partitions: partitions, timeout: .seconds(5))
        let lag = ends.map { $0.value - (committed[$0.key] ?? 0) }.max() ?? 0
        return (lag, committed.values.reduce(0, +))
    }
}
