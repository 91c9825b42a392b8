import BasketPipeline
import BasketSessions
import BasketStore
import KafkaLog
import KafkaTesting
import PostgresTesting

/// One stream of a test: a topic on some broker, and the database its processors write to.
struct TestStream {
    let kafka: KafkaSettings
    let topic: String
    let group: String
    let postgres: PrivatePostgres
    var store: StoreSettings
    /// What its processors are told about sessions.
    var sessions = SessionSettings()

    /// - Parameter store: where it is stored; a database of its own unless given.
    init(
        _ kafka: KafkaSettings, topic: String, postgres: PrivatePostgres = .shared,
        store: StoreSettings? = nil
    ) throws {
        self.kafka = kafka
        self.topic = topic
        group = RealKafka.uniqueName("group")
        self.postgres = postgres
        self.store = try store ?? postgres.database()
    }

    /// Settings of a processor for it, patient enough for a busy machine and quick at everything else.
    func processorSettings() -> ProcessorSettings {
        var kafka = kafka
        // A member that was killed is missed soon.
        kafka.properties["session.timeout.ms"] = "3000"
        kafka.properties["heartbeat.interval.ms"] = "500"
        var settings = ProcessorSettings(
            kafka: kafka, store: store, topic: topic, group: group, instance: "test")
        settings.sessions = sessions
        settings.flushInterval = .milliseconds(20)
        settings.checkpointInterval = .milliseconds(300)
        settings.embeddedCheckpointInterval = .milliseconds(300)
        settings.startTimeout = .seconds(20)
        return settings
    }

    /// Runs one processor over what is in the topic now; ends when all of it is committed.
    func runToEnd(_ change: (inout ProcessorSettings) -> Void = { _ in }) throws {
        var settings = processorSettings()
        settings.isUntilEnd = true
        change(&settings)
        try RunningProcessor(settings).waitForEnd()
    }

    func start(
        _ change: (inout ProcessorSettings) -> Void = { _ in }
    ) -> RunningProcessor {
        var settings = processorSettings()
        change(&settings)
        return RunningProcessor(settings)
    }

    /// What `psql` answers in this stream's database, its schema in the standard one's place.
    func query(_ sql: String) throws -> [[String]] {
        try postgres.query(store.schema.placed(in: sql), at: store)
    }
}
