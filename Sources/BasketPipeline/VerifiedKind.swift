import BasketStore

/// What is compared: a kind of rows that follow from the log.
public enum VerifiedKind: String, CaseIterable, Sendable {
    case scores
    case outcomes
    case baskets
    case quarantine
    case funnel
    /// One row a partition: its ledger, watermark and settings.
    case ledger

    /// One of them, in words.
    public var noun: String {
        switch self {
        case .scores: "score"
        case .outcomes: "outcome"
        case .baskets: "open basket"
        case .quarantine: "quarantined record"
        case .funnel: "funnel day"
        case .ledger: "ledger"
        }
    }
}
