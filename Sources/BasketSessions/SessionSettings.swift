/// What shapes the sessions. Stored with every checkpoint, since the state depends on it.
///
/// Unit: milliseconds of event time.
public struct SessionSettings: Hashable, Sendable {
    /// The silence after which a session closes.
    public var gapMilliseconds: Int64 = 30 * 60_000
    /// How far behind the highest event time an event may arrive and still be in time.
    public var disorderMilliseconds: Int64 = 10_000
    /// How far ahead of its record's own timestamp an event's time may lie before it is clamped.
    public var aheadMilliseconds: Int64 = 10 * 60_000
    /// The silences at which an open basket is scored again, rising.
    public var silenceMilliseconds: [Int64] = [1, 2, 5, 10, 20].map { $0 * 60_000 }
    /// How many shoppers without an open session a partition remembers.
    public var rememberedShoppers = 100_000
    /// How long a shopper without an open session is remembered.
    public var rememberedMilliseconds: Int64 = 30 * 86_400_000

    public init() {}
}

/// Limits that keep a partition's memory bounded. Each is part of what the state means.
public enum SessionLimit {
    /// Event ids remembered a session, the latest to arrive: more than a broker's redelivery repeats.
    public static let rememberedIDs = 64
    /// Silence thresholds a stream may have.
    public static let silenceThresholds = 16
    /// Different devices, channels or countries a partition tells apart; further ones count as one.
    public static let contextWords = 4_096
    /// Bytes of a key or a value that quarantine keeps; of a longer record, its beginning.
    public static let quarantinedBytes = 64 * 1024
    /// Sessions of one partition open at once: what a slot of the index can name.
    public static let openSessions = 1 << 24 - 1
}
