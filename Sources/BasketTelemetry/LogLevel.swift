/// How much a log line matters, from least to most.
public enum LogLevel: String, CaseIterable, Sendable {
    /// What a developer looks for.
    case debug
    /// What the program does.
    case info
    /// What an operator should know: a start, a stop, partitions that change hands.
    case notice
    /// What is not as it should be, but goes on.
    case warning
    /// What does not go on.
    case error
}

extension LogLevel: Comparable {
    public static func < (first: LogLevel, second: LogLevel) -> Bool {
        first.rank < second.rank
    }

    private var rank: Int {
        switch self {
        case .debug: 0
        case .info: 1
        case .notice: 2
        case .warning: 3
        case .error: 4
        }
    }
}
