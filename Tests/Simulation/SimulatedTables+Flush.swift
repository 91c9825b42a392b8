import BasketEvents
import BasketSessions
import BasketStore

extension SimulatedTables {
    /// Writes a partition's part of a flush, statement by statement in their order.
    ///
    /// - Parameter modelVersions: by moment; `nil`: the one that the flush names.
    mutating func write(_ part: PartitionFlush, modelVersions: [Int32]? = nil) {
        let scored = part.scored(modelVersions)
        if part.givesUpBaskets { giveUpBaskets(of: part.partition) }
        writeBaskets(part, scored)
        writeScores(part, scored)
        writeOutcomes(part)
        for gained in part.effects.funnel {
            add(gained, to: FunnelKey(partition: part.partition, day: gained.day))
        }
        writeQuarantine(part)
        for input in part.recordedInputs {
            let place = InputPlace(
                partition: part.partition, offset: input.offset, ordinal: input.ordinal)
            inputs[place] = input
        }
        writeChunks(part)
        forget(part)
        partitions[part.partition]?.flushNumber = part.number
        partitions[part.partition]?.ledger = part.ledger
        partitions[part.partition]?.watermark = part.watermark
        if let settings = part.settings { partitions[part.partition]?.settings = settings }
    }

    mutating func giveUpBaskets(of partition: Int32) {
        for (key, basket) in baskets where key >> 40 == Int64(partition) {
            baskets[key] = nil
            if givenUp.updateValue(basket, forKey: key) != nil {
                writtenTwice.append("outcome \(key)")
            }
        }
    }

    private mutating func writeBaskets(_ part: PartitionFlush, _ scored: [Score]) {
        for (index, basket) in part.baskets.enumerated() {
            let key = basket.session.rawValue
            let old = baskets[key]
            let place = Int(part.scoreIndex[index])
            baskets[key] = Basket(
                facts: basket.facts.shown, moments: basket.moments, isScorable: basket.isScorable,
                texts: part.basketTexts.words(of: basket.texts),
                ordinal: place >= 0 ? part.effects.moments[place].ordinal : old?.ordinal,
                score: place >= 0 ? scored[place] : old?.score)
        }
    }

    private mutating func writeScores(_ part: PartitionFlush, _ scored: [Score]) {
        for (index, moment) in part.effects.moments.enumerated() {
            let key = ScoreKey(session: moment.session.rawValue, ordinal: moment.ordinal)
            if scores.updateValue(scored[index], forKey: key) != nil {
                writtenTwice.append("score \(key)")
            }
        }
    }

    private mutating func writeOutcomes(_ part: PartitionFlush) {
        for outcome in part.effects.outcomes where outcome.kind != .browsed {
            let key = outcome.session.rawValue
            let row = Closed(
                kind: outcome.kind, survivor: outcome.survivor?.rawValue, offset: outcome.offset,
                hadBasket: outcome.hadBasket, moments: outcome.moments, facts: outcome.facts,
                orderValue: outcome.orderValueMinor, orderCurrency: outcome.orderCurrency,
                texts: part.effects.texts.words(of: outcome.texts))
            if outcomes.updateValue(row, forKey: key) != nil {
                writtenTwice.append("outcome \(key)")
            }
            baskets[key] = nil
        }
    }

    private mutating func writeQuarantine(_ part: PartitionFlush) {
        for record in part.effects.quarantined {
            let place = Place(partition: part.partition, offset: record.offset)
            let row = Refused(
                reason: record.reason, timestamp: record.timestampMilliseconds,
                key: part.effects.texts.string(record.key),
                value: part.effects.texts.string(record.value), size: record.size)
            if quarantine.updateValue(row, forKey: place) != nil {
                writtenTwice.append("quarantine \(place)")
            }
        }
    }

    private mutating func add(_ gained: FunnelDay, to key: FunnelKey) {
        var day = funnel[key] ?? FunnelDay(day: key.day)
        day.sessions += gained.sessions
        day.views += gained.views
        day.baskets += gained.baskets
        day.checkouts += gained.checkouts
        day.purchases += gained.purchases
        day.browsed += gained.browsed
        funnel[key] = day
    }
}
