import BasketStore
import KafkaLog

/// What is verified, and against what.
public struct VerificationSettings: Sendable {
    /// Which checkpoint to start from.
    public enum Checkpoint: String, CaseIterable, Sendable {
        /// From the beginning; where the log no longer reaches back, the oldest from which it goes on.
        case asNeeded = "none"
        /// As much as can be compared that way.
        case oldest
        /// As little as can be: soon done.
        case newest
    }

    public var kafka: KafkaSettings
    public var store: StoreSettings
    /// `nil`: the one that is stored.
    public var topic: String?
    /// `nil`: all that are stored.
    public var partitions: Set<Int32>?
    public var checkpoint = Checkpoint.asNeeded
    /// How long quarantine keeps records, by the watermark; `nil`: for good.
    public var keepQuarantine: Duration?
    /// How many differences are kept with their words.
    public var shown = 20

    public init(kafka: KafkaSettings, store: StoreSettings) {
        self.kafka = kafka
        self.store = store
    }
}
