import BasketConsole
import BasketEvents
import BasketSessions

/// Which learner is judged.
enum EvaluatedLearner: String, CaseIterable, Sendable {
    case blended
    case logistic
}

/// What makes events one session.
enum EvaluatedSessions: String, CaseIterable, Sendable {
    case windows
    case shopSessions = "session_id"

    var rule: SessionRule {
        switch self {
        case .windows: .windows
        case .shopSessions: .shopSessions
        }
    }
}

extension Setting<EvaluatedLearner> {
    static let evaluateLearner = Setting(
        "learner", "which learner is judged", .choice, standard: .blended
    ).byFlagOnly
}

extension Setting<EvaluatedSessions> {
    static let evaluateSessions = Setting(
        "sessions", "what makes a session: the gap alone, or the file's own session_id", .choice,
        standard: .windows
    ).byFlagOnly
}

extension Setting<EventTime?> {
    static let evaluateFrom = Setting(
        "from", "report moments from then on; what comes before still trains", .day,
        whenUnset: "the beginning"
    ).byFlagOnly
    static let evaluateUntil = Setting(
        "until", "stop there: what comes then is neither judged nor learned", .day,
        whenUnset: "the end"
    ).byFlagOnly
}

extension SettingKind<EventTime> {
    /// A day such as `2025-11-26`, from its beginning in UTC, or a moment such as
    /// `2025-11-26T08:00:00Z`.
    static let day = SettingKind(
        placeholder: "DATE", range: "2025-11-26, or RFC 3339",
        read: { text in
            guard let time = EventTime(rfc3339: text) ?? EventTime(rfc3339: text + "T00:00:00Z")
            else {
                return .refused("a day such as 2025-11-26, or a time such as 2025-11-26T08:00:00Z")
            }
            return .value(time)
        },
        write: SettingKind.eventTime.write)
}
