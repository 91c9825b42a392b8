import BasketConsole
import BasketTelemetry

extension Setting<LogLevel> {
    static let logLevel = Setting(
        "log-level", "the least grave line that is written to standard error", .choice,
        standard: .info)
}
