import BasketStore
import KafkaLog

/// What is verified, and against what.
public struct VerificationSettings: Sendable {
    /// Which checkpoint to start from.
    public enum Checkpoint: String, CaseIterable, Sendable {
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
    /// `nil`: from the beginning, or the oldest one from which the log still reaches on.
    public var checkpoint: Checkpoint?
    /// How many differences are kept with their words.
    public var shown = 20

    public init(kafka: KafkaSettings, store: StoreSettings) {
        self.kafka = kafka
        self.store = store
    }
}
