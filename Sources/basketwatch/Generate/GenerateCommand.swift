import BasketConsole
import BasketFiles
import BasketPipeline
import BasketTelemetry
import BasketTraffic
import KafkaLog

extension Setting<String?> {
    static let output = Setting(
        "output", "a file to write the events to, one a line; - is standard output", .path,
        whenUnset: "the topic"
    ).byFlagOnly
    static let optionalBrokers = Setting(
        "brokers", "where Kafka is: its bootstrap list", .brokers,
        whenUnset: "needed unless there is an output")
}

extension Setting<Bool> {
    static let describe = Setting(
        flag: "describe", "tell what the stream will hold, and send nothing"
    ).byFlagOnly
    static let describeJSON = Setting(
        flag: "json", "with --describe: one JSON object, for programs"
    ).byFlagOnly
}

struct GenerateCommand: Command {
    static let name = "generate"
    static let summary = "Simulate a shop: its clickstream to a topic, or to a file."
    static let note = """
        Everything follows from the seed: the same settings give the same bytes, at any pace. Ends \
        with produced = acknowledged, or with another code than 0. A scenario is a set of settings; \
        what is set beside it counts. Shifts and campaigns go by event time: to see them by the clock, \
        give --speed-up and no --rate. docs/traffic.md tells how the shoppers behave.
        """
    static let settings =
        SettingList(
            titled: "Where to", Setting<String?>.optionalBrokers, .topic, .group, .kafka, .output,
            .describe, .describeJSON)
        + SettingList(titled: "How much", .rate, .count, .duration, .speedUp)
        + SettingList(
            titled: "The shop", .scenario, .seed, .start, .openSessions, .arrivals, .catalogue,
            .products, .firstNumber)
        + SettingList(
            titled: "The shoppers", .countries, .devices, .channels, .returning, .bots,
            .wrongClocks)
        + SettingList(titled: "What changes", .shift, .campaign)
        + SettingList(
            titled: "Faults", .outOfOrder, .veryLate, .duplicates, .malformed)
    static let examples = [
        Example(
            "generate --brokers localhost:9092 --rate 2000 --speed-up 60",
            "2,000 events a second, an hour of shop time a minute, until stopped"),
        Example(
            "generate --count 100000 --seed 7 --duplicates 1% --output events.jsonl",
            "a file to publish later"),
        Example(
            "generate --scenario black-friday --describe",
            "what a story will hold, without telling it"),
        Example(
            "generate --brokers localhost:9092 --speed-up 60 --bots 5% --shift shipping=2x@+1h",
            "some bots, and dearer shipping from the first minute of the clock on"),
    ]

    func run(_ settings: Settings, operands: [String], on console: Console) throws -> ExitCode {
        if settings[.describe] {
            let description = try GenerateDescription(settings)
            if settings[.describeJSON] {
                console.line(description.json.text)
            } else {
                description.show(on: console)
            }
            return .success
        }
        if settings[.describeJSON] {
            throw CommandFailure.usage("--json goes with --describe: events are JSON anyway.")
        }
        StopSignal.blockTerminationSignals()
        let stop = StopSignal()
        stop.raiseOnTermination()
        let source = TrafficSource(settings: try TrafficSettings(settings))
        let pacer = Pacer(
            rate: settings[.rate], speedUp: settings[.speedUp], duration: settings[.duration],
            stop: stop)
        var run = Generation(
            source: source, pacer: pacer, count: settings[.count], duration: settings[.duration],
            hasNumbersOfItsOwn: settings.isSet(.firstNumber), stop: stop)
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
