import BasketConsole
import BasketStore

extension ExplainedSession {
    /// The same for programs: names as in the views basket_sessions and score_history.
    var object: JSONValue {
        let counts = session.counts
        return .object([
            ("shopper_id", .text(session.shopperID)),
            ("session_key", .integer(session.session)),
            ("state", .text(session.state)),
            ("started_at", .text(session.startedAt.rfc3339)),
            ("last_event_at", .text(session.lastEventAt.rfc3339)),
            ("silent_seconds", JSONValue(session.silentSeconds)),
            ("views", .integer(counts.views)), ("adds", .integer(counts.adds)),
            ("removes", .integer(counts.removes)), ("checkouts", .integer(counts.checkouts)),
            ("cancels", .integer(counts.cancels)), ("purchases", .integer(counts.purchases)),
            ("items", .integer(session.items)), ("products", .integer(session.products)),
            ("basket_value_minor", JSONValue(session.value?.minor)),
            ("currency", JSONValue(session.value?.currency)),
            ("shipping_minor", JSONValue(session.shipping?.minor)),
            ("shipping_currency", JSONValue(session.shipping?.currency)),
            ("order_value_minor", JSONValue(session.order?.minor)),
            ("order_currency", JSONValue(session.order?.currency)),
            ("device", JSONValue(session.device)), ("channel", JSONValue(session.channel)),
            ("country", JSONValue(session.country)),
            ("merged_session_keys", .list(merged.map { .integer($0) })),
            ("is_scorable", .bool(session.isScorable)),
            ("risk", JSONValue(session.isScorable ? session.latest?.risk : nil)),
            ("reasons", .list(session.reasons.map { .text($0) })),
            ("times_scored", .integer(session.timesScored)),
            ("moments_not_kept", .integer(missing)),
            ("moments", .list(moments.map { object(of: $0) })),
        ])
    }

    private func object(of moment: ScoredMoment) -> JSONValue {
        .object([
            ("scored_at", .text(moment.scoredAt.rfc3339)),
            ("cause", .text(moment.cause)),
            ("silent_seconds", JSONValue(moment.silentSeconds)),
            ("session_key", .integer(moment.session)),
            ("ordinal", .integer(moment.ordinal)),
            ("risk", .number(moment.risk)),
            ("logit", .integer(moment.logit)),
            ("model_version", .integer(Int64(moment.modelVersion))),
            (
                "contributions",
                .object(contributions(to: moment).map { ($0.name, .integer($0.value)) })
            ),
        ])
    }
}
