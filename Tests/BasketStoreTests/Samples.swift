import BasketEvents
import BasketSessions
import PostgresTesting

@testable import BasketStore

/// 2025-11-26 08:00 UTC, in milliseconds.
let morning: Int64 = 1_764_144_000_000

extension SchemaName {
    /// A second stream's, by a word that SQL keeps for itself.
    static let order = SchemaName("order")!
}

/// What the tests of a stream run in: the only schema of its database, and a second one beside it.
let schemas: [SchemaName] = [.standard, .order]

/// A database for tests that change nothing in it.
let unchanged = Result { try PrivatePostgres.shared.database() }

let sampleModel = ModelRecord(
    version: 1, kind: "logistic", trainedOn: "nothing: a test", encoded: [1, 2, 3],
    features: [
        FeatureDescription(name: "bias", unit: "", meaning: "the usual risk", phrase: ""),
        FeatureDescription(
            name: "shipping_share", unit: "share", meaning: "shipping over value",
            phrase: "shipping is {shipping_share} of the basket"),
        FeatureDescription(
            name: "silence", unit: "s", meaning: "since the last event",
            phrase: "silent for {silence}"),
    ])

/// A session of partition 0 whose basket is worth EUR 24.00, with a quote of EUR 22.50.
func sampleFacts(start: Int64 = morning) -> SessionFacts {
    var facts = SessionFacts()
    facts.start = EventTime(milliseconds: start)
    facts.end = EventTime(milliseconds: start + 60_000)
    facts.views = 3
    facts.adds = 1
    facts.checkouts = 1
    facts.items = 1
    facts.products = 1
    facts.currencies = 1
    facts.currency = Currency("EUR")!
    facts.valueMinor = 2_400
    facts.shippingMinor = 2_250
    facts.shippingCurrency = Currency("EUR")!
    facts.highestStep = 2
    return facts
}

func key(_ offset: Int64, partition: Int32 = 0) -> SessionKey {
    SessionKey(generation: 0, partition: partition, offset: offset)
}

extension CheckpointChunk {
    /// A chunk that nobody could restore: what the store holds is nothing to it.
    static func sample(
        at offset: Int64, _ index: Int32 = 0, isLast: Bool = true, bytes: [UInt8] = [1],
        day: Int64 = 0
    ) -> CheckpointChunk {
        CheckpointChunk(
            offset: offset, watermark: EventTime(milliseconds: morning + day * 86_400_000),
            index: index, isLast: isLast, bytes: bytes, plainCount: bytes.count)
    }
}

extension Ownership {
    /// An empty flush that follows what is stored.
    func nextFlush(_ ahead: Int64 = 1) -> PartitionFlush {
        PartitionFlush(
            partition: partition, epoch: epoch, number: flushNumber + ahead, ledger: ledger)
    }
}

extension PartitionFlush {
    /// Adds a scored moment of the session that the record at `offset` opened.
    mutating func score(
        _ offset: Int64, ordinal: UInt32 = 1, silence: Int64 = 0,
        facts: SessionFacts = sampleFacts(),
        contributions: [Int32] = [-1_048_576, 2_097_152, 524_288]
    ) {
        let time = EventTime(milliseconds: facts.end.milliseconds + silence)
        effects.moments.append(
            Moment(
                session: key(offset, partition: partition), offset: offset, ordinal: ordinal,
                cause: silence > 0 ? .silence : .checkout, time: time, facts: facts))
        scores.modelVersion = 1
        scores.featureCount = contributions.count
        let logit = contributions.reduce(Int64(0)) { $0 + Int64($1) }
        scores.logits.append(logit)
        scores.risks.append(logit > 0 ? 0.75 : 0.25)
        scores.contributions += contributions
    }

    /// Adds the session's row, with its last score of this flush.
    mutating func basket(
        _ offset: Int64, shopper: String = "u-1", isScorable: Bool = true,
        facts: SessionFacts = sampleFacts()
    ) {
        let session = key(offset, partition: partition)
        var texts = SessionTexts()
        texts.shopperID = basketTexts.append(shopper)
        texts.shopSessionID = basketTexts.append("s-\(offset)")
        texts.device = basketTexts.append("phone")
        baskets.append(
            BasketSnapshot(
                session: session, facts: facts, moments: 1, isScorable: isScorable, texts: texts))
        scoreIndex.append(
            Int32(effects.moments.lastIndex { $0.session == session } ?? -1))
    }

    /// Adds the session's end.
    mutating func close(
        _ offset: Int64, as kind: OutcomeKind = .abandoned, survivor: SessionKey? = nil,
        shopper: String = "u-1", facts: SessionFacts = sampleFacts(), values: String = ""
    ) {
        var texts = SessionTexts()
        texts.shopperID = effects.texts.append(shopper)
        texts.valuesByCurrency = effects.texts.append(values)
        effects.outcomes.append(
            Outcome(
                session: key(offset, partition: partition), kind: kind, survivor: survivor,
                offset: offset + 1, hadBasket: true, moments: 1, facts: facts, orderValueMinor: -1,
                orderCurrency: .none, texts: texts))
    }

    /// Books as many records as read and applied.
    mutating func read(_ count: Int64) {
        ledger.nextOffset += count
        ledger.read += count
        ledger.applied += count
    }
}

extension TextArena {
    mutating func append(_ text: String) -> TextRange {
        append(Array(text.utf8))
    }

    mutating func append(_ bytes: [UInt8]) -> TextRange {
        bytes.withUnsafeBytes { append($0) }
    }
}

extension TakeOver {
    static func sample(_ partition: Int32 = 0, owner: String = "here/1") -> TakeOver {
        TakeOver(
            partition: partition, topic: "clickstream", group: "basketwatch", owner: owner,
            startOffset: 100, settings: [7])
    }
}

/// A database of its own, and a writer that owns partition 0 of it.
final class WriterSample {
    let settings: StoreSettings
    var writer: FlushWriter
    let ownership: Ownership

    init(
        _ schema: SchemaName = .standard, _ change: (inout StoreSettings) -> Void = { _ in }
    ) throws {
        var settings = try PrivatePostgres.shared.database()
        if schema != .standard {
            settings.schema = schema
            _ = try Migrator(settings).migrate()
        }
        change(&settings)
        var writer = try FlushWriter(settings)
        try writer.register(sampleModel)
        ownership = try writer.takeOver(.sample())
        self.settings = settings
        self.writer = writer
    }

    func rows(_ sql: String) throws -> [[String]] {
        try PrivatePostgres.shared.query(settings.schema.placed(in: sql), at: settings)
    }

    func write(_ parts: PartitionFlush...) throws -> [FlushReport.Result] {
        try writer.write(Flush(partitions: parts)).results.map(\.result)
    }
}
