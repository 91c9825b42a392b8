import BasketEvents
import BasketRisk
import BasketSessions

/// One thing that the sessions decided, with all that is told of it.
struct ReplayDecision {
    /// What can be asked for with `--only`.
    enum Kind: String, CaseIterable, Sendable {
        case opened
        case scores
        case outcomes
        case merged
        case quarantined
        case late
        case duplicates
        case clamped
    }

    enum Detail {
        case opened(SessionKey)
        case scored(ReplayScore)
        /// A session that closed, or was merged away.
        case ended(ReplayEnd)
        case quarantined(RefusalReason, sizeBytes: Int)
        /// With how far the event lay behind the watermark, in milliseconds.
        case late(ReplayEvent, behindMilliseconds: Int64)
        case duplicate(ReplayEvent)
        case clamped(ReplayEvent, to: EventTime)
    }

    /// The record that it came with, or behind.
    let place: ReplayPlace
    /// In event time; `nil` where no event could be read.
    let time: EventTime?
    /// For what cannot be used, the record's key: `nil` where it has none.
    let shopper: String?
    let detail: Detail

    var kind: Kind {
        switch detail {
        case .opened: .opened
        case .scored: .scores
        case .ended(let end): end.outcome.kind == .merged ? .merged : .outcomes
        case .quarantined: .quarantined
        case .late: .late
        case .duplicate: .duplicates
        case .clamped: .clamped
        }
    }
}

/// What is told of an event that a decision is about.
struct ReplayEvent {
    let id: String
    let type: EventType
    let time: EventTime

    init(_ event: ShopEvent) {
        id = event.id.description
        type = event.type
        time = event.time
    }
}

/// A scored moment.
struct ReplayScore {
    let moment: Moment
    let score: Score
    let modelVersion: Int32
    /// What raises the risk most, in words, the strongest first.
    let reasons: [String]
}

/// A session's end.
struct ReplayEnd {
    let outcome: Outcome
    /// Where the session that goes on was opened, for a merge.
    let survivor: ReplayPlace?
    /// The last score it had; `nil`: it was never scored.
    let lastRisk: Double?
    let texts: ReplayTexts
}

/// A session's texts, copied; `nil`: not said.
struct ReplayTexts {
    let shopSession: String?
    let device: String?
    let channel: String?
    let country: String?

    init(_ texts: SessionTexts, in arena: TextArena) {
        func copy(_ range: TextRange) -> String? {
            range.count == 0 ? nil : arena.string(range)
        }
        shopSession = copy(texts.shopSessionID)
        device = copy(texts.device)
        channel = copy(texts.channel)
        country = copy(texts.country)
    }
}
