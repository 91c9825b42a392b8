import BasketConsole
import BasketEvents
import BasketTraffic

/// Numbers and spans of event time, as they stand in shifts and campaigns.
enum ScenarioText {
    /// A decimal number of 0 or more, with the unit behind it or without.
    static func number(_ text: Substring, unit: String) -> Double? {
        let digits = text.hasSuffix(unit) ? text.dropLast(unit.count) : text
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 })
        else { return nil }
        return Double(digits)
    }

    /// `20.0` is written `20`.
    static func written(_ number: Double) -> String {
        QuantityText.written(number)
    }

    /// `+1h`, `+1h/30min`, `2025-11-26T12:00:00Z/2h`.
    static func span(_ text: Substring) -> TrafficSpan? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let beginning = beginning(parts[0]) else {
            return nil
        }
        guard parts.count == 2 else { return TrafficSpan(from: beginning) }
        guard let length = milliseconds(parts[1]), length > 0 else { return nil }
        return TrafficSpan(from: beginning, milliseconds: length)
    }

    static func written(_ span: TrafficSpan) -> String {
        let beginning =
            switch span.beginning {
            case .afterStart(let milliseconds): "+" + written(milliseconds: milliseconds)
            case .at(let time): SettingKind.eventTime.write(time)
            }
        return span.milliseconds.map { "\(beginning)/\(written(milliseconds: $0))" } ?? beginning
    }

    private static func beginning(_ text: Substring) -> TrafficSpan.Beginning? {
        if text.hasPrefix("+") {
            return milliseconds(text.dropFirst()).map { .afterStart(milliseconds: $0) }
        }
        return EventTime(rfc3339: String(text)).map { .at($0) }
    }

    private static func milliseconds(_ text: Substring) -> Int64? {
        guard case .value(let duration) = SettingKind.duration().read(String(text)) else {
            return nil
        }
        return Int64(duration / .milliseconds(1))
    }

    private static func written(milliseconds: Int64) -> String {
        SettingKind.duration().write(.milliseconds(milliseconds))
    }
}
