import BasketConsole
import BasketSessions

extension SettingList {
    /// What shapes the sessions.
    static let sessionLimits = SettingList(
        titled: "Limits", .sessionLengthLimit, .sessionEventsLimit, .openSessionsLimit)
}

extension SessionSettings {
    /// As the command line says, the same for the daemon and for a dry run.
    init(_ settings: Settings) {
        self.init()
        gapMilliseconds = Int64(settings[.gap] / .milliseconds(1))
        disorderMilliseconds = Int64(settings[.disorder] / .milliseconds(1))
        longestMilliseconds = Int64(settings[.sessionLengthLimit] / .milliseconds(1))
        mostEvents = settings[.sessionEventsLimit]
        openSessions = settings[.openSessionsLimit]
    }
}
