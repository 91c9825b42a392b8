import BasketConsole

extension Setting<String?> {
    static let replayBrokers = Setting(
        "brokers", "where Kafka is: its bootstrap list", .brokers,
        whenUnset: "needed for a topic")
    static let replayShopper = Setting(
        "shopper", "show one shopper's decisions alone", .text("ID"), whenUnset: "everybody's")
}

extension Setting<Int?> {
    static let replayLimit = Setting(
        "limit", "how many decisions to show at most; reading ends there", .integer(atLeast: 1),
        whenUnset: "all"
    ).byFlagOnly
}

extension Setting<Bool> {
    static let replaySummary = Setting(
        flag: "summary", "show only the ledger and counts: by cause, day and reason"
    ).byFlagOnly
    static let replayClose = Setting(
        flag: "close", "let time pass at the end until every session has closed"
    ).byFlagOnly
}

extension Setting<[ReplayDecision.Kind]> {
    static let replayOnly = Setting(
        "only", "which decisions to show, separated by commas", .decisions,
        standard: ReplayDecision.Kind.allCases)
}

extension SettingKind<[ReplayDecision.Kind]> {
    /// Some of the words, separated by commas.
    static var decisions: SettingKind {
        let words = ReplayDecision.Kind.allCases.map(\.rawValue)
        return SettingKind(
            placeholder: "WHAT,…", range: Figure.choice(of: words), completion: .words(words),
            read: { text in
                if text == "all" { return .value(ReplayDecision.Kind.allCases) }
                let kinds = text.split(separator: ",").map {
                    ReplayDecision.Kind(rawValue: String($0.filter { $0 != " " }))
                }
                let known = kinds.compactMap { $0 }
                guard !known.isEmpty, known.count == kinds.count else {
                    return .refused("some of " + words.joined(separator: ", "))
                }
                return .value(known)
            },
            write: { $0.count == words.count ? "all" : $0.map(\.rawValue).joined(separator: ",") })
    }
}
