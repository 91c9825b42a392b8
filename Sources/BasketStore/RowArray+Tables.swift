import BasketEvents
import BasketSessions

// One function a row type: its columns, in the order of the migrations.

extension RowArray {
    mutating func addBasket(_ basket: BasketSnapshot, texts: UnsafeRawBufferPointer) {
        let facts = basket.facts
        int64(basket.session.rawValue)
        text(basket.texts.shopperID, of: texts)
        text(basket.texts.shopSessionID, of: texts)
        text(basket.texts.device, of: texts)
        text(basket.texts.channel, of: texts)
        text(basket.texts.country, of: texts)
        time(facts.start)
        time(facts.end)
        count(facts.views)
        count(facts.adds)
        count(facts.removes)
        count(facts.checkouts)
        count(facts.cancels)
        count(facts.purchases)
        addContents(facts, basket.texts, texts)
        count(basket.moments)
        bool(basket.isScorable)
    }

    /// What is in the basket and what shipping was quoted: the same columns in two tables.
    private mutating func addContents(
        _ facts: SessionFacts, _ ranges: SessionTexts, _ texts: UnsafeRawBufferPointer
    ) {
        int64(facts.items)
        count(facts.products)
        if facts.currencies == 1 {
            int64(facts.valueMinor)
            currency(facts.currency)
        } else {
            null(SQLType.int8)
            null(SQLType.text)
        }
        json(ranges.valuesByCurrency, of: texts)
        if facts.shippingMinor >= 0 {
            int64(facts.shippingMinor)
            currency(facts.shippingCurrency)
        } else {
            null(SQLType.int8)
            null(SQLType.text)
        }
        if facts.highestStep >= 0 { int32(facts.highestStep) } else { null(SQLType.int4) }
    }

    /// The score columns of a basket; NULLs, which keep what the row has, without a moment (-1).
    mutating func addBasketScore(_ flush: borrowing PartitionFlush, moment place: Int32) {
        guard place >= 0 else {
            null(SQLType.float8)
            null(SQLType.int8)
            null(SQLType.int4)
            null(SQLType.text)
            null(SQLType.timestamptz)
            null(SQLType.int4)
            null(SQLType.int8)
            null(SQLType.bytea)
            return
        }
        let index = Int(place)
        let moment = flush.effects.moments[index]
        double(flush.scores.risks[index])
        int64(flush.scores.logits[index])
        int32(flush.scores.modelVersion)
        text(moment.cause.word)
        time(moment.time)
        count(moment.ordinal)
        int64(moment.offset)
        contributions(flush.scores, index)
    }

    private mutating func contributions(_ scores: ScoreColumns, _ index: Int) {
        let start = index * scores.featureCount
        scores.contributions.withUnsafeBufferPointer {
            integers($0[start..<start + scores.featureCount])
        }
    }

    mutating func addScore(_ flush: borrowing PartitionFlush, _ index: Int, day number: Int32) {
        let moment = flush.effects.moments[index]
        day(number)
        int64(moment.session.rawValue)
        int64(moment.offset)
        count(moment.ordinal)
        text(moment.cause.word)
        time(moment.time)
        int32(flush.scores.modelVersion)
        int64(flush.scores.logits[index])
        double(flush.scores.risks[index])
        contributions(flush.scores, index)
        int64(max(0, moment.silenceMilliseconds))
    }

    /// A session whose last score its row of `basket` holds.
    mutating func addClosed(_ session: SessionKey, day number: Int32) {
        day(number)
        int64(session.rawValue)
        null(SQLType.int8)
        null(SQLType.int4)
        null(SQLType.text)
        null(SQLType.timestamptz)
        null(SQLType.int4)
        null(SQLType.int8)
        null(SQLType.float8)
        null(SQLType.bytea)
        null(SQLType.int8)
    }

    mutating func addOutcome(_ outcome: Outcome, texts: UnsafeRawBufferPointer) {
        let facts = outcome.facts
        day(facts.start.day)
        int64(outcome.session.rawValue)
        text(outcome.kind.word)
        if let survivor = outcome.survivor {
            int64(survivor.rawValue)
        } else {
            null(SQLType.int8)
        }
        int64(outcome.offset)
        bool(outcome.hadBasket)
        count(outcome.moments)
        text(outcome.texts.shopperID, of: texts)
        text(outcome.texts.shopSessionID, of: texts)
        text(outcome.texts.device, of: texts)
        text(outcome.texts.channel, of: texts)
        text(outcome.texts.country, of: texts)
        time(facts.start)
        time(facts.end)
        count(facts.views)
        count(facts.productViews)
        count(facts.adds)
        count(facts.removes)
        count(facts.checkouts)
        count(facts.cancels)
        count(facts.purchases)
        addContents(facts, outcome.texts, texts)
        if outcome.orderValueMinor >= 0 {
            int64(outcome.orderValueMinor)
        } else {
            null(SQLType.int8)
        }
        currency(outcome.orderCurrency)
        if let exclusion = outcome.exclusion {
            text(exclusion.word)
        } else {
            null(SQLType.text)
        }
    }

    mutating func addFunnel(_ gained: FunnelDay, partition: Int32) {
        int32(partition)
        day(gained.day)
        int64(gained.sessions)
        int64(gained.views)
        int64(gained.baskets)
        int64(gained.checkouts)
        int64(gained.purchases)
        int64(gained.browsed)
    }

    mutating func addQuarantined(
        _ record: QuarantinedRecord, partition: Int32, arena: UnsafeRawBufferPointer
    ) {
        int32(partition)
        int64(record.offset)
        text(record.reason.rawValue)
        if let timestamp = record.timestampMilliseconds {
            instant(milliseconds: timestamp)
        } else {
            null(SQLType.timestamptz)
        }
        bytes(record.key, of: arena)
        bytes(record.value, of: arena)
        int32(Int32(clamping: record.size))
    }

    mutating func addInput(_ input: RecordedInput, partition: Int32) {
        int32(partition)
        int64(input.offset)
        int32(input.ordinal)
        text(input.kind.rawValue)
        int64(input.value)
        if input.bytes.isEmpty {
            null(SQLType.bytea)
        } else {
            input.bytes.withUnsafeBytes { bytes($0) }
        }
    }

    /// The partition's row; what a flush does not change is NULL and stays.
    mutating func addPartition(_ flush: borrowing PartitionFlush) {
        int32(flush.partition)
        int64(flush.number)
        LedgerColumns.add(flush.ledger, to: &self)
        int64(flush.watermark.milliseconds)
        if let end = flush.brokerEnd {
            int64(end.offset)
            instant(milliseconds: end.seenMilliseconds)
        } else {
            null(SQLType.int8)
            null(SQLType.timestamptz)
        }
        if let settings = flush.settings {
            settings.withUnsafeBytes { bytes($0) }
        } else {
            null(SQLType.bytea)
        }
        int32(flush.refusedRecently)
        bool(flush.looksWrong)
    }
}

extension EventTime {
    /// The UTC day it lies on: days since 1970-01-01.
    var day: Int32 {
        let length: Int64 = 86_400_000
        let days = milliseconds / length - (milliseconds % length < 0 ? 1 : 0)
        return Int32(clamping: days)
    }
}
