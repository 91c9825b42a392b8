import BasketConsole
import BasketSessions

extension SessionSettings {
    /// As the command line says, the same for the daemon and for a dry run.
    init(_ settings: Settings) {
        self.init()
        gapMilliseconds = Int64(settings[.gap] / .milliseconds(1))
        disorderMilliseconds = Int64(settings[.disorder] / .milliseconds(1))
    }
}
