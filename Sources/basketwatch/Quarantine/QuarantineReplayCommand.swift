import BasketConsole
import BasketStore
import BasketTelemetry
import KafkaLog

struct QuarantineReplayCommand: Command {
    static let name = "quarantine replay"
    static let summary = "Put records in quarantine back, once each."
    static let note = """
        Says what would become of each record; --yes does it. A record that today's reader accepts, as it \
        is or as --through repairs it, is published to the topic again, with the header \
        basketwatch-replayed-from (TOPIC:PARTITION:OFFSET). With --through its key becomes its \
        shopper_id. A late record amends the outcome of the session that it lies in or next to. An \
        event whose session has closed meanwhile comes back as late: the next replay amends with it. \
        docs/operating.md says what an amendment changes. Needs the role basketwatch_writer.
        """
    static let settings =
        SettingList(
            titled: "Quarantine", .quarantineReason, .quarantinePartition, .through, .yes,
            .json)
        + SettingList(titled: "Kafka", .quarantineBrokers, .kafka)
        + .store
    static let examples = [
        Example("quarantine replay", "what would become of each record"),
        Example("quarantine replay --reason late --yes", "amends outcomes; needs no Kafka"),
        Example(
            "quarantine replay --reason bad_utf8 --through repair.sh --brokers k1:9092 --yes",
            "publishes what the command has repaired"),
    ]

    func run(_ settings: Settings, operands: [String], on console: Console) throws -> ExitCode {
        let query = QuarantineQuery(settings)
        guard query.reason != "late" || settings[.through] == nil else {
            throw CommandFailure.usage(
                "--through repairs records that could not be used; late ones are good as they are.")
        }
        let store = StoreSettings(settings, on: console)
        let writer = try QuarantineWriter(store)
        guard let topic = try writer.topic() else {
            throw CommandFailure(StatusProblem.noStream(in: store.schema).inWords)
        }
        var report = QuarantineReplayReport(
            on: console, asJSON: settings[.json], isDone: settings[.yes])
        if query.reason != "late" {
            var publication = try QuarantinePublication(settings, topic: topic)
            try publication.run(query, writer, &report)
        }
        if query.reason == nil || query.reason == "late" {
            try QuarantineReplayCommand.amend(query, writer, settings[.yes], &report)
        }
        report.finish(in: store.schema)
        return .success
    }

    private static func amend(
        _ query: QuarantineQuery, _ writer: borrowing QuarantineWriter, _ isDone: Bool,
        _ report: inout QuarantineReplayReport
    ) throws {
        var cursor: QuarantineWriter.Cursor?
        repeat {
            let batch = try writer.late(query, after: cursor)
            for (place, reason) in batch.refused { report.tell(place, "late", .refused(reason)) }
            for amendment in batch.amendments {
                let results = try isDone ? writer.amend(amendment) : writer.foresee(amendment)
                for (place, result) in results { report.tell(place, "late", .late(result)) }
            }
            cursor = batch.next
        } while cursor != nil
    }
}
