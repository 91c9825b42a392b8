import BasketConsole
import BasketPipeline
import BasketTelemetry
import Foundation
import KafkaLog

extension Setting<Int> {
    static let partitions = Setting(
        "partitions", "how many partitions the topic has", .integer(in: 1...1_024), standard: 8)
}

extension Setting<String?> {
    static let addressFile = Setting(
        "address-file", "a file to write the broker's address to", .path, whenUnset: "none")
}

struct BrokerCommand: Command {
    static let name = "broker"
    static let summary = "Run a small Kafka broker in memory, for trying out."
    static let note = """
        For tests as well. It is librdkafka's mock cluster: it keeps about 5 MiB a partition and forgets the rest, \
        keeps nothing on disk, and listens on a free loopback port, another one at each start: it cannot be \
        told which (--address-file hands it over). Not for production.
        """
    static let settings = SettingList(.topic, .partitions, .addressFile)
    static let examples = [
        Example("broker", "a broker with the topic 'clickstream'; prints its address"),
        Example("broker --topic visits --partitions 4", "with a topic of another name"),
    ]

    func run(_ settings: Settings, operands: [String], on console: Console) throws -> ExitCode {
        StopSignal.blockTerminationSignals()
        let stop = StopSignal()
        stop.raiseOnTermination()
        let log = Log(component: "broker", as: console)
        let broker = try EmbeddedBroker(
            topics: [.init(name: settings[.topic], partitions: settings[.partitions])],
            log: { line in
                if line.severity < 4 { log.warning("librdkafka: \(line.text)") }
            })
        if let file = settings[.addressFile] { try write(broker.brokers, to: file) }
        console.line(broker.brokers)
        if console.isTerminal {
            console.errorLine("  export BASKETWATCH_BROKERS=\(broker.brokers)")
            console.errorLine("Ctrl-C ends it, and forgets what it holds.")
        }
        while !stop.isRaised { stop.wait(upTo: .seconds(3_600)) }
        _ = consume broker
        return .success
    }

    /// Whole or not at all: whoever waits for the file never reads half an address.
    private func write(_ address: String, to file: String) throws {
        do {
            try Data((address + "\n").utf8).write(to: URL(filePath: file), options: .atomic)
        } catch {
            throw CommandFailure(
                "The address could not be written to \(file): \(SystemReason.of(error)). "
                    + "Name another file with --address-file.",
                exitCode: .inputOutput)
        }
    }
}
