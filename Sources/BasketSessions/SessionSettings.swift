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

    /// How long a session may last from its first event to its last, before a limit cuts it.
    public var longestMilliseconds: Int64 = 24 * 3_600_000
    /// How many events a session may have before a limit cuts it.
    public var mostEvents = 5_000
    /// How many sessions a partition holds open; one more cuts those that were silent the longest.
    public var openSessions = 4_000_000

    /// How many of a partition's last ``SessionLimit/refusalWindow`` records quarantine keeps, if they
    /// cannot be used; of more than that only samples.
    public var mostQuarantined = 5_000

    public init() {}

    /// What every time and every length of time stays below: some 140,000 years.
    static let limitMilliseconds: Int64 = 1 << 52

    /// As it was before sessions had limits.
    mutating func liftLimits() {
        longestMilliseconds = SessionSettings.limitMilliseconds - 1
        mostEvents = .max
        openSessions = SessionLimit.openSessions
        mostQuarantined = SessionLimit.refusalWindow
    }

    /// Whether sessions can be made with them: a gap of 1 ms or more, nothing negative or absurd,
    /// thresholds that rise and are no more than ``SessionLimit/silenceThresholds``.
    public var areSound: Bool {
        let possible = 0..<SessionSettings.limitMilliseconds
        let lengths = [
            gapMilliseconds, disorderMilliseconds, aheadMilliseconds, rememberedMilliseconds,
            longestMilliseconds,
        ]
        return gapMilliseconds > 0
            && (lengths + silenceMilliseconds).allSatisfy(possible.contains)
            && zip([0] + silenceMilliseconds, silenceMilliseconds).allSatisfy(<)
            && silenceMilliseconds.count <= SessionLimit.silenceThresholds
            && (0...SessionLimit.rememberedShoppers).contains(rememberedShoppers)
            && mostEvents > 0 && (1...SessionLimit.openSessions).contains(openSessions)
            && (1...SessionLimit.refusalWindow).contains(mostQuarantined)
    }
}

/// Limits that keep a partition's memory bounded. Each is part of what the state means.
public enum SessionLimit {
    /// Event ids remembered a session, the latest to arrive: more than a broker's redelivery repeats.
    public static let rememberedIDs = 64
    /// Products with a line of their own in a basket; further ones share a line.
    public static let basketLines = 1_000
    /// Orders of one session that are told apart; of more, no value is told.
    public static let orders = 1_000
    /// Records whose memory is fetched ahead at a time: it must fit into a core's own cache.
    public static let expectedRecords = 64
    /// Silence thresholds a stream may have.
    public static let silenceThresholds = 16
    /// Shoppers without an open session that a partition can be told to remember.
    public static let rememberedShoppers = 1 << 24 - 1
    /// Different devices, channels or countries a partition tells apart; further ones count as one.
    public static let contextWords = 4_096
    /// Bytes of such a word; a longer one counts among those further ones.
    public static let contextWordBytes = 128
    /// Bytes of a key or a value that quarantine keeps; of a longer record, its beginning.
    public static let quarantinedBytes = 64 * 1024
    /// How many records back it is looked whether too many could not be used.
    public static let refusalWindow = 10_000
    /// Sessions of one partition open at once: what a slot of the index can name.
    public static let openSessions = 1 << 24 - 1
}
