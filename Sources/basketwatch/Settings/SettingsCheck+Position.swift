import BasketConsole
import BasketPipeline
import BasketStore
import BasketTelemetry
import Foundation
import KafkaLog

extension SettingsCheck {
    /// Whether the log still has what comes next, or is another one than the one that was processed.
    static let position = SettingsCheck(
        "position",
        // The first one is what makes it a check of `run`.
        SettingList(.from, Setting<String?>.optionalBrokers, .kafka, .topic, .group) + .store
    ) { settings, command, console, tell in
        guard command == nil || command == "run", let brokers = settings[.optionalBrokers] else {
            return
        }
        // Without an answer of both there is nothing to compare: the other checks say why.
        guard let status = try? StoreReader(StoreSettings(settings)).status(),
            (status.topic, status.group) == (settings[.topic], settings[.group])
        else { return }
        let log = Log(component: "settings", level: .error, as: console)
        let next = status.partitions.map { ($0.partition, $0.ledger.nextOffset) }
        // Nor without Kafka's.
        guard let cluster = try? LogCluster(KafkaSettings(brokers, settings, log: log)),
            let ranges = try? cluster.ranges(
                settings[.topic], partitions: next.map(\.0), timeout: .seconds(5))
        else { return }
        let beyond = next.filter { number, offset in ranges[number].map { offset > $0.end } ?? false
        }
        let gone = next.filter { number, offset in ranges[number].map { offset < $0.start } ?? false
        }
        for (partitions, stop) in [
            (beyond.map(\.0), PartitionStop.endsBefore(0, end: 0)),
            (gone.map(\.0), PartitionStop.lostOffsets(from: 0, to: nil)),
        ] where !partitions.isEmpty {
            tell(
                .bad(
                    "position", "\(PartitionNumbers.named(partitions)): \(stop).", .configuration))
        }
        if beyond.isEmpty && gone.isEmpty {
            tell(.good("position", "the log has what comes next of every partition"))
        }
    }
}
