import BasketEvents
import BasketSessions

/// What one partition adds to the store with one flush.
///
/// A buffer: fill it, send it, take it back from the writer, ``removeAll()``, fill it again.
public struct PartitionFlush: Sendable {
    public var partition: Int32
    /// What ``Ownership`` gave: the flush is left out once another instance has taken over.
    public var epoch: Int64
    /// This flush's number: the stored one plus 1. Sent again after a lost reply it is not written
    /// twice.
    public var number: Int64

    /// The ledger as of the flush's end; its `nextOffset` is what a new owner goes on from.
    public var ledger: Ledger
    public var watermark = EventTime.distantPast
    /// The broker's end offset, and when it said so (milliseconds since 1970, wall clock).
    /// `nil`: nothing new, what is stored stays.
    public var brokerEnd: (offset: Int64, seenMilliseconds: Int64)?

    /// How many of the partition's last records could not be used, and whether these are so many that
    /// only samples of further ones are kept.
    public var refusedRecently: Int32 = 0
    public var looksWrong = false

    public var effects = Effects()
    public var scores = ScoreColumns()

    /// Open sessions with a basket that changed, once each, and none that has an outcome here.
    public var baskets: [BasketSnapshot] = []
    /// The texts that `baskets` speak of.
    public var basketTexts = TextArena()
    /// For each of `baskets`: its last moment in this flush as an index into `effects.moments`,
    /// -1: none. Whether the score still speaks is the snapshot's `isScorable`.
    public var scoreIndex: [Int32] = []

    public var recordedInputs: [RecordedInput] = []
    /// The requests by whose recorded inputs shoppers were forgotten: their rows go with this flush,
    /// those that it brings among them. Nothing of what it brings may come after them.
    public var forgetRequests: [Int64] = []
    /// The next chunks of a checkpoint of the partition, in order: one checkpoint's only. The first
    /// chunk takes away what was left unfinished, the last one the checkpoints that it makes
    /// superfluous.
    public var chunks: [CheckpointChunk] = []
    /// The ordinal of the last input that the checkpoint holds of those recorded at its offset.
    public var chunksOrdinal: Int32 = 0
    /// The settings that shape the state from `ledger.nextOffset` on, where they changed.
    public var settings: [UInt8]?

    /// Whether the rows of all open baskets go, since no session stands behind them any more: each
    /// leaves an outcome `lost`. Done before anything else of the flush.
    public var givesUpBaskets = false

    public init(partition: Int32, epoch: Int64, number: Int64, ledger: Ledger) {
        self.partition = partition
        self.epoch = epoch
        self.number = number
        self.ledger = ledger
    }

    /// Forgets what was flushed and keeps the buffers, the partition, its epoch and its number.
    public mutating func removeAll() {
        effects.removeAll()
        scores.removeAll()
        baskets.removeAll(keepingCapacity: true)
        basketTexts.removeAll()
        scoreIndex.removeAll(keepingCapacity: true)
        recordedInputs.removeAll(keepingCapacity: true)
        forgetRequests.removeAll(keepingCapacity: true)
        brokerEnd = nil
        chunks.removeAll(keepingCapacity: true)
        chunksOrdinal = 0
        settings = nil
        givesUpBaskets = false
    }
}

/// The scores of a flush's moments, column by column; row `i` belongs to `effects.moments[i]`.
///
/// Unit: logits and contributions are whole numbers of 2^-20; a row's contributions add up to its
/// logit.
public struct ScoreColumns: Sendable {
    public var modelVersion: Int32 = 0
    /// How many contributions a row has, the bias among them.
    public var featureCount = 0
    public var logits: [Int64] = []
    /// The chance that no purchase comes before the session closes, 0 to 1.
    public var risks: [Double] = []
    /// `featureCount` a row, one row behind the other.
    public var contributions: [Int32] = []

    public init() {}

    public mutating func removeAll() {
        logits.removeAll(keepingCapacity: true)
        risks.removeAll(keepingCapacity: true)
        contributions.removeAll(keepingCapacity: true)
    }
}
