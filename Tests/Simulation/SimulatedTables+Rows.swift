import BasketEvents
import BasketSessions
import BasketStore

/// Rows as their columns show them.
extension PartitionFlush {
    func scored(_ modelVersions: [Int32]?) -> [SimulatedTables.Score] {
        effects.moments.indices.map { index in
            let moment = effects.moments[index]
            let first = index * scores.featureCount
            return SimulatedTables.Score(
                offset: moment.offset, cause: moment.cause, time: moment.time, facts: moment.facts,
                modelVersion: modelVersions?[index] ?? scores.modelVersion,
                logit: scores.logits[index], risk: scores.risks[index],
                contributions: Array(scores.contributions[first..<first + scores.featureCount]))
        }
    }
}

extension SessionFacts {
    /// What the columns of `basket` show of them; the rest may be of another time than the row.
    var shown: SessionFacts {
        var shown = SessionFacts()
        shown.start = start
        shown.end = end
        shown.views = views
        shown.adds = adds
        shown.removes = removes
        shown.checkouts = checkouts
        shown.cancels = cancels
        shown.purchases = purchases
        shown.items = items
        shown.products = products
        shown.currencies = currencies
        shown.currency = currency
        shown.valueMinor = valueMinor
        shown.shippingMinor = shippingMinor
        shown.shippingCurrency = shippingCurrency
        shown.highestStep = highestStep
        return shown
    }
}

extension TextArena {
    func words(of texts: SessionTexts) -> [String] {
        [
            texts.shopperID, texts.shopSessionID, texts.device, texts.channel, texts.country,
            texts.valuesByCurrency,
        ].map { string($0) }
    }
}
