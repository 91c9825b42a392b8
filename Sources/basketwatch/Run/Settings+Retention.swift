import BasketConsole
import BasketStore

extension Setting<KeptTime> {
    static let keepScores = Setting(
        "keep-scores", "how long scores are kept, by the day their session began", .keptTime,
        standard: KeptTime(Retention().scores))
    static let keepOutcomes = Setting(
        "keep-outcomes", "how long outcomes are kept likewise", .keptTime,
        standard: KeptTime(Retention().outcomes))
    static let keepQuarantine = Setting(
        "keep-quarantine", "how long records that could not be used are kept", .keptTime,
        standard: KeptTime(Retention().quarantine))
}

/// A length of event time behind the watermark, or for good.
struct KeptTime: Hashable, Sendable {
    /// `nil`: for good.
    let duration: Duration?

    init(_ duration: Duration?) { self.duration = duration }
}

extension SettingKind<KeptTime> {
    /// Whole days behind the watermark, or `forever`.
    static var keptTime: SettingKind {
        let day = Duration.seconds(86_400)
        let rule = "1 d to 36,500 d, in whole days, or forever"
        let duration = SettingKind<Duration>.duration(atLeast: day, atMost: day * 36_500)
        return SettingKind(
            placeholder: "DAYS", range: rule, completion: .words(["forever", "30d", "90d"]),
            read: { text in
                if text == "forever" { return .value(KeptTime(nil)) }
                guard case .value(let time) = duration.read(text),
                    time.components.seconds % 86_400 == 0, time.components.attoseconds == 0
                else { return .refused(rule) }
                return .value(KeptTime(time))
            },
            write: { $0.duration.map(duration.write) ?? "forever" })
    }
}

extension SettingList {
    /// What becomes of the past.
    static let retention = SettingList(
        titled: "Retention", .keepScores, .keepOutcomes, .keepQuarantine)
}

extension Retention {
    init(_ settings: Settings) {
        self.init()
        scores = settings[.keepScores].duration
        outcomes = settings[.keepOutcomes].duration
        quarantine = settings[.keepQuarantine].duration
    }
}
