import BasketConsole
import BasketFiles
import BasketPipeline
import BasketTelemetry
import BasketTraffic
import KafkaLog

extension Setting<String?> {
    static let output = Setting(
        "output", "a file to write the events to, one a line; - is standard output", .path,
        whenUnset: "the topic")
    static let optionalBrokers = Setting(
        "brokers", "where Kafka is: its bootstrap list", .text("HOST:PORT,…"),
        whenUnset: "needed unless there is an output")
}

struct GenerateCommand: Command {
    static let name = "generate"
    static let summary = "Simulate a shop: its clickstream to a topic, or to a file."
    static let note = """
        Everything follows from the seed: the same settings give the same bytes, at any pace. Ends \
        with produced = acknowledged, or with another code than 0. docs/traffic.md tells how the \
        shoppers behave.
        """
    static let settings =
        SettingList(
            titled: "Where to", Setting<String?>.optionalBrokers, .topic, .group, .kafka, .output)
        + SettingList(titled: "How much", .rate, .count, .duration, .speedUp)
        + SettingList(
            titled: "The shop", .seed, .start, .openSessions, .catalogueSize, .firstNumber)
        + SettingList(
            titled: "Faults", .outOfOrder, .veryLate, .duplicates, .malformed)
    static let examples = [
        Example(
            "generate --brokers localhost:9092 --rate 2000 --speed-up 60",
            "2,000 events a second, an hour of shop time a minute, until stopped"),
        Example(
            "generate --count 100000 --seed 7 --duplicates 1% --output events.jsonl",
            "a file to publish later"),
    ]

    func run(_ settings: Settings, operands: [String], on console: Console) throws -> ExitCode {
        StopSignal.blockTerminationSignals()
        let stop = StopSignal()
        stop.raiseOnTermination()
        let source = TrafficSource(settings: try TrafficSettings(settings))
        let pacer = Pacer(
            rate: settings[.rate], speedUp: settings[.speedUp], duration: settings[.duration],
            stop: stop)
        var run = Generation(
            source: source, pacer: pacer, count: settings[.count], duration: settings[.duration],
            stop: stop)
        if let output = settings[.output] {
            return try run.write(to: output, on: console)
        }
        guard let brokers = settings[.optionalBrokers] else {
            throw CommandFailure.usage(
                "generate needs --brokers (or BASKETWATCH_BROKERS), or --output FILE.")
        }
        let log = Log(component: "generate", as: console)
        let kafka = KafkaSettings(brokers, settings, log: log)
        return try run.send(
            to: kafka, topic: settings[.topic], group: settings[.group], on: console)
    }
}
