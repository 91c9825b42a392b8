/// Writes log lines: one line each, whole, for people and for `grep`.
///
///     2026-11-25T01:02:03.123Z info    processor: took partitions partitions=0,1,2 epoch=4
///
/// A value: hand copies to whoever has something to say, each with its component's name. Safe to use
/// from any thread. Below the level, neither message nor fields are evaluated.
public struct Log: Sendable {
    /// What a line tells beside its message, in this order.
    public typealias Fields = KeyValuePairs<String, any CustomStringConvertible>

    /// Who speaks: "processor".
    public let component: String
    /// Lines below it are not written.
    public let level: LogLevel
    private let sink: @Sendable (String) -> Void
    private let now: @Sendable () -> LogTime

    /// A log that writes to standard error.
    /// - Parameter sink: Takes each line, without its line break; `nil` writes to standard error.
    public init(
        component: String, level: LogLevel = .info, sink: (@Sendable (String) -> Void)? = nil
    ) {
        self.init(
            component: component, level: level, sink: sink ?? StandardError.write, now: LogTime.now)
    }

    init(
        component: String, level: LogLevel, sink: @escaping @Sendable (String) -> Void,
        now: @escaping @Sendable () -> LogTime
    ) {
        self.component = component
        self.level = level
        self.sink = sink
        self.now = now
    }

    /// The same log for another component.
    public func named(_ component: String) -> Log {
        Log(component: component, level: level, sink: sink, now: now)
    }

    public func debug(
        _ message: @autoclosure () -> String, _ fields: @autoclosure () -> Fields = [:]
    ) {
        write(.debug, message(), fields())
    }

    public func info(
        _ message: @autoclosure () -> String, _ fields: @autoclosure () -> Fields = [:]
    ) {
        write(.info, message(), fields())
    }

    public func notice(
        _ message: @autoclosure () -> String, _ fields: @autoclosure () -> Fields = [:]
    ) {
        write(.notice, message(), fields())
    }

    public func warning(
        _ message: @autoclosure () -> String, _ fields: @autoclosure () -> Fields = [:]
    ) {
        write(.warning, message(), fields())
    }

    public func error(
        _ message: @autoclosure () -> String, _ fields: @autoclosure () -> Fields = [:]
    ) {
        write(.error, message(), fields())
    }

    /// A line at a level known only then.
    public func write(
        _ lineLevel: LogLevel, _ message: @autoclosure () -> String,
        _ fields: @autoclosure () -> Fields = [:]
    ) {
        guard lineLevel >= level else { return }
        sink(LogLine.text(now(), lineLevel, component, message(), fields()))
    }
}
