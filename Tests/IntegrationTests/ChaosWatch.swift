import BasketStore
import Foundation
import KafkaLog
import Synchronization

/// Looks again and again how far a topic goes and how much of it is committed, on a thread of its own.
final class ChaosWatch: Sendable {
    struct Look: Sendable {
        /// Since the beginning, in seconds.
        let at: Double
        /// By partition. What a server that is away would say is as it was: nothing moves there.
        var ends: [Int32: Int64] = [:]
        var committed: [Int32: Int64] = [:]

        var behind: Int64 {
            ends.reduce(0) { $0 + max(0, $1.value - committed[$1.key, default: 0]) }
        }
    }

    private let began: ContinuousClock.Instant
    private let looks = Mutex<[Look]>([])
    private let isOver = Atomic(false)
    /// How late a record may be committed for all to be well, in seconds.
    static let patience = 1.0

    init(_ stream: TestStream, since began: ContinuousClock.Instant) {
        self.began = began
        Thread { [self] in
            while !isOver.load(ordering: .acquiring) {
                let next = look(at: stream)
                looks.withLock { $0.append(next) }
                usleep(200_000)
            }
        }.start()
    }

    func stop() { isOver.store(true, ordering: .releasing) }

    var last: Look { looks.withLock { $0.last } ?? Look(at: 0) }

    private func look(at stream: TestStream) -> Look {
        var look = last
        // Without an answer it is as it was.
        let cluster = try? LogCluster(stream.kafka)
        let partitions = Array(0..<Int32(ChaosRun.partitions))
        // Likewise.
        let ends = try? cluster?.endOffsets(
            stream.topic, partitions: partitions, timeout: .seconds(1))
        look.ends.merge((ends ?? nil) ?? [:]) { $1 }
        // Likewise.
        for partition in (try? StoreReader(stream.store).status())??.partitions ?? [] {
            look.committed[partition.partition] = partition.ledger.nextOffset
        }
        let now = Double((ContinuousClock.now - began) / .milliseconds(1)) / 1_000
        return Look(at: now, ends: look.ends, committed: look.committed)
    }

    /// How long it took from a moment on until what was published a second before was committed
    /// again in every partition; `nil`: it never was not.
    ///
    /// - Parameter within: how long after the moment it may have begun to be felt, in seconds.
    func recovery(from moment: Double, within: Double) -> Double? {
        let looks = looks.withLock { $0 }
        var isFelt = false
        for (index, look) in looks.enumerated() where look.at > moment {
            let earlier = looks[..<index].last { $0.at <= look.at - ChaosWatch.patience }
            let isCaughtUp = (earlier?.ends ?? [:]).allSatisfy {
                look.committed[$0.key, default: 0] >= $0.value
            }
            if isFelt && isCaughtUp { return look.at - moment }
            if !isCaughtUp { isFelt = true }
            if !isFelt && look.at > moment + within { return nil }
        }
        return nil
    }
}
