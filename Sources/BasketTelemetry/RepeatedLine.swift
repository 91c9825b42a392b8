/// A log line that something says again and again (a retry, a full queue), kept from flooding the log.
///
/// The first is written, then one every ten seconds at most, with how many it stands for. Owned by
/// the loop that repeats itself:
///
///     var waiting = RepeatedLine(.warning)
///     while !store.answers() {
///         waiting.write(to: log, "waiting for PostgreSQL", ["database": name])
///     }
///     waiting.end()
public struct RepeatedLine: Sendable {
    private let level: LogLevel
    private let interval: Duration
    private let now: @Sendable () -> ContinuousClock.Instant
    private var lastWritten: ContinuousClock.Instant?
    private var held = 0

    /// - Parameter interval: The least time between two lines.
    public init(_ level: LogLevel, atMostEvery interval: Duration = .seconds(10)) {
        self.init(level, atMostEvery: interval, now: { .now })
    }

    init(
        _ level: LogLevel, atMostEvery interval: Duration,
        now: @escaping @Sendable () -> ContinuousClock.Instant
    ) {
        self.level = level
        self.interval = interval
        self.now = now
    }

    /// Writes the line, or counts it for the next one that is written.
    public mutating func write(
        to log: Log, _ message: @autoclosure () -> String,
        _ fields: @autoclosure () -> Log.Fields = [:]
    ) {
        let moment = now()
        if let lastWritten, moment - lastWritten < interval {
            held += 1
            return
        }
        let text = held == 0 ? message() : message() + " (\(held) more since the last line)"
        log.write(level, text, fields())
        lastWritten = moment
        held = 0
    }

    /// It is over: the next one is a first one again.
    public mutating func end() {
        lastWritten = nil
        held = 0
    }
}
