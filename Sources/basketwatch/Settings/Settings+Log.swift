import BasketConsole
import BasketTelemetry

extension Setting<LogLevel> {
    static let logLevel = Setting(
        "log-level", "the least grave line of the log; goes before --quiet and --verbose", .choice,
        standard: .info)
}

extension Log {
    /// A log of a command that speaks to people and takes no `--log-level`.
    init(component: String, level: LogLevel = .warning, as console: Console) {
        self.init(component: component, level: console.logLevel ?? level)
    }
}

extension Console {
    /// What `--quiet` and `--verbose` ask of a log; `nil`: neither was given.
    var logLevel: LogLevel? {
        switch verbosity {
        case .quiet: .error
        case .normal: nil
        case .verbose: .debug
        }
    }
}
