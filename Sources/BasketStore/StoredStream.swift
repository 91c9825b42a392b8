/// Which stream a schema holds.
public struct StoredStream: Hashable, Sendable {
    public let topic: String
    /// The consumer group.
    public let group: String
    /// How often the topic was made anew; part of the session keys.
    public let generation: UInt8
}
