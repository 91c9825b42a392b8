import BasketConsole
import BasketEvents
import BasketSessions

extension ReplayDecision {
    /// One object, its names and units those of the SQL views; docs/replay.md lists them.
    var json: JSONValue {
        let head: [(name: String, value: JSONValue)] = [("what", .text(kindWord))]
        return .object(head + place.fields() + fields)
    }

    private var kindWord: String {
        if case .ended(let end) = detail, end.outcome.kind != .merged { return "outcome" }
        return word
    }

    private var fields: [(name: String, value: JSONValue)] {
        let shopper = ("shopper_id", JSONValue(self.shopper))
        switch detail {
        case .opened(let key):
            return [shopper, ("session_key", .integer(key.rawValue)), ("started_at", .time(time))]
        case .scored(let scored): return [shopper] + scored.fields
        case .ended(let end): return [shopper] + end.fields
        case .quarantined(let reason, let size):
            return [
                ("key", JSONValue(self.shopper)), ("reason", .text(reason.rawValue)),
                ("size_bytes", .integer(Int64(size))),
            ]
        case .late(let event, let behind):
            return [shopper] + event.fields + [("behind_seconds", .number(Double(behind) / 1_000))]
        case .duplicate(let event): return [shopper] + event.fields
        case .clamped(let event, let latest):
            return [shopper] + event.fields + [("clamped_to", .time(latest))]
        }
    }
}

extension JSONValue {
    /// RFC 3339 in UTC.
    static func time(_ time: EventTime?) -> JSONValue { JSONValue(time?.rfc3339) }
}

extension ReplayEvent {
    fileprivate var fields: [(name: String, value: JSONValue)] {
        [("event_id", .text(id)), ("type", .text("\(type.word)")), ("event_at", .time(time))]
    }
}

extension ReplayScore {
    fileprivate var fields: [(name: String, value: JSONValue)] {
        [
            ("session_key", .integer(moment.session.rawValue)),
            ("ordinal", .integer(Int64(moment.ordinal))),
            ("cause", .text("\(moment.cause.word)")), ("scored_at", .time(moment.time)),
            ("risk", .number(score.risk)), ("logit", .integer(score.logit)),
            ("model_version", .integer(Int64(modelVersion))),
            ("reasons", .list(reasons.map { .text($0) })),
            ("silent_seconds", .integer(moment.silenceMilliseconds / 1_000)),
        ] + moment.facts.basketFields
    }
}

extension ReplayEnd {
    fileprivate var fields: [(name: String, value: JSONValue)] {
        let facts = outcome.facts
        let hasOrder = outcome.orderValueMinor >= 0
        var fields: [(name: String, value: JSONValue)] = [
            ("session_key", .integer(outcome.session.rawValue)),
            ("outcome", .text("\(outcome.kind.word)")),
        ]
        if let survivor = outcome.survivor {
            fields.append(("survivor_key", .integer(survivor.rawValue)))
            fields.append(("had_basket", .bool(outcome.hadBasket)))
        }
        fields += [
            ("shop_session_id", JSONValue(texts.shopSession)),
            ("started_at", .time(facts.start)), ("ended_at", .time(facts.end)),
            ("times_scored", .integer(Int64(outcome.moments))), ("last_risk", JSONValue(lastRisk)),
        ]
        return fields + facts.basketFields + [
            ("order_value_minor", JSONValue(hasOrder ? outcome.orderValueMinor : nil)),
            ("order_currency", JSONValue(hasOrder ? outcome.orderCurrency.description : nil)),
            ("device", JSONValue(texts.device)), ("channel", JSONValue(texts.channel)),
            ("country", JSONValue(texts.country)),
        ]
    }
}
