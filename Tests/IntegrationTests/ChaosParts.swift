import BasketStore
import Foundation
import KafkaLog
import KafkaTesting
import PostgresTesting
import ProxyTesting
import Synchronization

/// The servers of a chaos run, and each processor's own ways to them.
final class ChaosParts: Sendable {
    static let brokers = 3

    let kafka: RealKafka
    let postgres: PrivatePostgres
    /// By processor.
    let toPostgres: [TCPProxy]
    /// By processor, to each broker.
    let toKafka: [[TCPProxy]]
    /// By processor: the bootstrap list through its proxies.
    let bootstraps: [String]
    /// What could not be done to a server.
    private let troubles = Mutex<[String]>([])
    private let brokerDown = Mutex<Int?>(nil)
    /// When whom was well again.
    private let mendings = Mutex<[(victim: ChaosFault.Victim, at: ContinuousClock.Instant)]>([])
    // Killing and starting servers takes seconds, in which a plan goes on.
    private let brokerQueue = DispatchQueue(label: "chaos.broker")
    private let postgresQueue = DispatchQueue(label: "chaos.postgres")

    /// Starts three brokers (replication 3, two in sync) and a PostgreSQL that syncs to the disk.
    init() throws {
        let port = try freePort()
        postgres = try PrivatePostgres(port: Int(port), isSynced: true)
        toPostgres = try (0..<ChaosPlan.processors).map { _ in try TCPProxy(to: port) }
        var proxies: [[TCPProxy]] = []
        var detours: [KafkaDetour] = []
        for processor in 0..<ChaosPlan.processors {
            let ports = try (0..<ChaosParts.brokers).map { _ in try freePort() }
            proxies.append(try ports.map { try TCPProxy(to: $0) })
            detours.append(
                KafkaDetour(
                    name: "P\(processor + 1)", listening: ports,
                    advertised: proxies[processor].map(\.port)))
        }
        toKafka = proxies
        bootstraps = detours.map(\.brokers)
        kafka = try RealKafka(brokers: ChaosParts.brokers, detours: detours)
    }

    /// Takes everything that is in the way of a processor's bytes away.
    func letThrough(_ processor: Int) {
        toPostgres[processor].resume()
        toKafka[processor].forEach { $0.resume() }
    }

    func noteMending(of victim: ChaosFault.Victim) {
        mendings.withLock { $0.append((victim, .now)) }
    }

    /// When somebody was well again for the first time after a moment.
    func mending(of victim: ChaosFault.Victim, after moment: ContinuousClock.Instant)
        -> ContinuousClock.Instant?
    {
        mendings.withLock { $0.first { $0.victim == victim && $0.at > moment }?.at }
    }

    // MARK: - Begun at once, done a while later

    func killPostgres() { onQueue(postgresQueue) { [self] in try postgres.kill() } }
    func startPostgres() {
        onQueue(postgresQueue) { [self] in
            try postgres.start()
            noteMending(of: .postgres)
        }
    }

    /// Kills the broker that leads the topic's first partition.
    func killLeader(of topic: String) {
        onQueue(brokerQueue) { [self] in
            let leader = try LogCluster(kafka.settings)
                .partitions(of: topic, timeout: .seconds(5)).first?.leader
            let broker = Int(leader ?? 1)
            try kafka.kill(broker: broker)
            brokerDown.withLock { $0 = broker }
        }
    }

    /// Starts it again on its data.
    func reviveBroker() {
        onQueue(brokerQueue) { [self] in
            guard let broker = brokerDown.withLock({ $0 }) else { return }
            try kafka.revive(broker: broker)
            brokerDown.withLock { $0 = nil }
            noteMending(of: .broker)
        }
    }

    /// Waits until all of it is done.
    ///
    /// - Returns: what was not to be done.
    func finish() -> [String] {
        brokerQueue.sync {}
        postgresQueue.sync {}
        return troubles.withLock { $0 }
    }

    private func onQueue(_ queue: DispatchQueue, _ body: @escaping @Sendable () throws -> Void) {
        queue.async { [self] in
            do {
                try body()
            } catch {
                troubles.withLock { $0.append("\(error)") }
            }
        }
    }
}
