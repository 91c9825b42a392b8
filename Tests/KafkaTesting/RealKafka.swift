import Foundation
import KafkaLog
import Synchronization

/// A real Kafka for tests: the one that `BASKETWATCH_TEST_BROKERS` names, or one started from
/// `../shared/kafka` beside the package, in a temporary folder, gone with the test process.
public final class RealKafka: Sendable {
    /// Where there is neither, suites are skipped with this comment.
    public static let skipped = """
        no real Kafka: set BASKETWATCH_TEST_BROKERS, or put one at ../shared/kafka/kafka
        """

    /// For `.enabled(if:)`: whether there is one to use. Starts nothing.
    public static var isAvailable: Bool { given != nil || canStart }

    /// For tests that kill brokers or need settings of their own: whether one can be started.
    public static var canStart: Bool { FileManager.default.isExecutableFile(atPath: script) }

    /// The one that all tests of this process share: started when first asked for.
    public static func shared() throws -> RealKafka { try sharedStart.get() }

    /// The bootstrap list.
    public let brokers: String
    /// `nil`: not ours to stop.
    private let cluster: KafkaProcess?

    /// Starts a private one, for a test that kills it or sets it up in its own way; it is stopped
    /// when the object goes.
    ///
    /// - Parameters:
    ///   - sasl: `user:password`, for a listener that asks for them.
    ///   - tls: a folder with broker.pem and ca.pem, for a listener with TLS.
    ///   - detours: other ways to it.
    public init(
        brokers count: Int = 1, settings: [String] = [], sasl: String? = nil, tls: String? = nil,
        detours: [KafkaDetour] = []
    ) throws {
        let options =
            ["--brokers", "\(count)"] + settings.flatMap { ["--set", $0] }
            + (sasl.map { ["--sasl", $0] } ?? []) + (tls.map { ["--tls", $0] } ?? [])
        let cluster = try KafkaProcess(script: Self.script, options)
        self.cluster = cluster
        brokers = cluster.brokers
        guard !detours.isEmpty else { return }
        for broker in 1...count { try cluster.add(detours, to: broker) }
    }

    private init(given brokers: String) {
        self.brokers = brokers
        cluster = nil
    }

    /// kill -9, and waits until it is gone.
    public func kill(broker: Int = 1) throws { try cluster?.kill(broker) }
    /// Starts it again on its data and waits until it answers.
    public func revive(broker: Int = 1) throws { try cluster?.revive(broker) }
    /// SIGSTOP and SIGCONT.
    public func pause(broker: Int = 1) throws { try cluster?.run("pause", "\(broker)") }
    public func resume(broker: Int = 1) throws { try cluster?.run("resume", "\(broker)") }

    /// The bootstrap list of another listener: `sasl` or `tls`.
    public func brokers(listener: String) throws -> String {
        try cluster?.run("brokers", listener) ?? brokers
    }

    public var settings: KafkaSettings { KafkaSettings(brokers: brokers) }

    /// Makes a topic that no other test uses, and returns its name.
    public func makeTopic(
        _ story: String, partitions: Int, configuration: [String: String] = [:]
    ) throws -> String {
        let name = Self.uniqueName(story)
        let plan = TopicPlan(name: name, partitions: partitions, configuration: configuration)
        try LogCluster(settings).createTopic(plan, timeout: .seconds(30))
        return name
    }

    /// For topics and groups: never the same twice.
    public static func uniqueName(_ story: String) -> String {
        "\(story)-\(UInt32.random(in: 0 ... .max))"
    }

    private static let given = ProcessInfo.processInfo.environment["BASKETWATCH_TEST_BROKERS"]
        .flatMap { $0.isEmpty ? nil : $0 }

    private static let script =
        ProcessInfo.processInfo.environment["BASKETWATCH_TEST_KAFKA"]
        ?? URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("../shared/kafka/kafka").standardizedFileURL.path

    private static let sharedStart: Result<RealKafka, any Error> = Result {
        // Short checks, so that tests of retention need not wait long.
        try given.map(RealKafka.init(given:))
            ?? RealKafka(settings: ["log.retention.check.interval.ms=500"])
    }
}
