import BasketConsole
import BasketEvents
import BasketFiles
import BasketPipeline
import BasketTelemetry
import KafkaLog

extension Setting<Double?> {
    static let publishSpeedUp = Setting(
        "speed-up", "how much faster than the clock event time passes", .factor,
        whenUnset: "as fast as it goes")
}

struct PublishCommand: Command {
    static let name = "publish"
    static let summary = "Send a recorded clickstream to a topic."
    static let note = """
        One native event a line (docs/events.md). Lines that are no good events are sent as they are, without a key: the processor puts them \
        into quarantine with their reason. How many there were is said at the end; where no line was an event, \
        it ends with 65. On the embedded broker, which soon forgets, it is held \
        back by what the processor of --group has committed.
        """
    static let settings = SettingList(.brokers, .topic, .group, .kafka, .publishSpeedUp)
    static let operands = Operands(
        "FILE", "plain, .gz or .zst; - is standard input", completion: .paths)
    static let examples = [
        Example(
            "publish events.jsonl.zst --brokers localhost:9092", "as fast as the broker takes it"),
        Example(
            "publish events.jsonl --brokers localhost:9092 --speed-up 60",
            "an hour of the recording a minute"),
    ]

    func run(_ settings: Settings, operands: [String], on console: Console) throws -> ExitCode {
        StopSignal.blockTerminationSignals()
        let stop = StopSignal()
        stop.raiseOnTermination()
        let log = Log(component: "publish", as: console)
        let kafka = KafkaSettings(settings, log: log)
        var file = try RecordedClickstream(path: operands[0], until: stop.descriptor)
        let brake = try Brake(
            ifNeededBy: LogCluster(kafka), topic: settings[.topic], group: settings[.group])
        var publication = Publication(
            of: operands[0], producer: try LogProducer(kafka, topic: settings[.topic]),
            pacer: Pacer(rate: nil, speedUp: settings[.publishSpeedUp], stop: stop), brake: brake,
            stop: stop)
        return try publication.run(&file, on: console)
    }
}
