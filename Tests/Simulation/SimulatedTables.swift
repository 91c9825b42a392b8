import BasketEvents
import BasketSessions
import BasketStore

/// The tables of the simulated database: rows by their keys, written as a flush's statements write
/// them.
struct SimulatedTables: Equatable {
    struct Partition: Equatable {
        var epoch: Int64 = 0
        var flushNumber: Int64 = 0
        var ledger: Ledger
        var watermark = EventTime.distantPast
        var settings: [UInt8]
    }

    struct ScoreKey: Hashable {
        let session: Int64
        let ordinal: UInt32
    }

    struct Score: Hashable {
        let offset: Int64
        let cause: MomentCause
        let time: EventTime
        let facts: SessionFacts
        let modelVersion: Int32
        let logit: Int64
        let risk: Double
        let contributions: [Int32]
    }

    struct Basket: Equatable {
        var facts: SessionFacts
        var moments: UInt32
        var isScorable: Bool
        var texts: [String]
        var ordinal: UInt32?
        var score: Score?
    }

    struct Closed: Equatable {
        let kind: OutcomeKind
        let survivor: Int64?
        let offset: Int64
        let hadBasket: Bool
        let moments: UInt32
        let facts: SessionFacts
        let orderValue: Int64
        let orderCurrency: Currency
        let texts: [String]
    }

    struct Refused: Equatable {
        let reason: RefusalReason
        let timestamp: Int64?
        let key: String
        let value: String
        let size: Int
    }

    struct Place: Hashable {
        let partition: Int32
        let offset: Int64
    }

    struct InputPlace: Hashable {
        let partition: Int32
        let offset: Int64
        let ordinal: Int32
    }

    struct FunnelKey: Hashable {
        let partition: Int32
        let day: Int32
    }

    var partitions: [Int32: Partition] = [:]
    var scores: [ScoreKey: Score] = [:]
    var baskets: [Int64: Basket] = [:]
    var outcomes: [Int64: Closed] = [:]
    var funnel: [FunnelKey: FunnelDay] = [:]
    var quarantine: [Place: Refused] = [:]
    var inputs: [InputPlace: RecordedInput] = [:]
    /// By partition, in order of their offsets.
    var checkpoints: [Int32: [Checkpoint]] = [:]
    /// The rows of open baskets that no session stood behind any more.
    var givenUp: [Int64: Basket] = [:]
    var forgettings: [Forgetting] = []
    /// Rows that were there already: each would be something written twice.
    var writtenTwice: [String] = []

    static func == (left: SimulatedTables, right: SimulatedTables) -> Bool {
        left.differences(from: right).isEmpty
    }
}
