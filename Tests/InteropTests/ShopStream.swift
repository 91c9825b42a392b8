import BasketStore
import Foundation
import KafkaTesting
import PostgresTesting
import ProgramTesting
import Testing
import Waiting

/// A topic and a database, reached as a shop's own programs reach them: by environment variables.
final class ShopStream {
    /// For who produces and processes.
    let environment: [String: String]
    /// For a user who may do what the role `basketwatch_reader` may, and no more.
    let analyst: [String: String]
    private let store: StoreSettings
    private let broker: RunningProgram?

    /// On the embedded broker.
    ///
    /// - Parameter partitions: with one, every shopper's events move the clock of all.
    convenience init(partitions: Int) throws {
        let file = "/tmp/basketwatch-address-\(UUID().uuidString)"
        defer { unlink(file) }
        let broker = try RunningProgram([
            "broker", "--partitions", "\(partitions)", "--address-file", file,
        ])
        try Await.until("the broker says where it is") {
            FileManager.default.fileExists(atPath: file)
        }
        let address = try String(contentsOfFile: file, encoding: .utf8)
        try self.init(
            brokers: address.trimmingCharacters(in: .whitespacesAndNewlines),
            topic: "clickstream", broker)
    }

    /// On a topic of its own in a real Kafka.
    convenience init(on kafka: RealKafka, partitions: Int) throws {
        try self.init(
            brokers: kafka.brokers, topic: kafka.makeTopic("interop", partitions: partitions), nil)
    }

    /// On a real Kafka where there is one, else on the embedded broker.
    static func onAnyKafka(partitions: Int) throws -> ShopStream {
        guard RealKafka.isAvailable else { return try ShopStream(partitions: partitions) }
        return try ShopStream(on: RealKafka.shared(), partitions: partitions)
    }

    private init(brokers: String, topic: String, _ broker: RunningProgram?) throws {
        self.broker = broker
        store = try PrivatePostgres.shared.database()
        // Roles are the whole cluster's.
        let user = "analyst_\(UInt32.random(in: 0 ... .max))"
        _ = try PrivatePostgres.shared.query(
            "CREATE ROLE \(user) LOGIN IN ROLE basketwatch_reader", at: store)
        environment = [
            "BASKETWATCH_BROKERS": brokers,
            "BASKETWATCH_TOPIC": topic,
            "BASKETWATCH_GROUP": "group-of-\(topic)",
            "BASKETWATCH_DATABASE_URL": store.database,
        ]
        analyst = environment.merging([
            "BASKETWATCH_DATABASE_URL": store.database.replacing(
                "user=postgres", with: "user=\(user)")
        ]) { $1 }
    }

    deinit {
        broker?.send(SIGTERM)
        // Killed by `RunningProgram` if it does not end.
        _ = try? broker?.waitForEnd(within: 5)
    }

    /// Runs a line of the shell, in the repository, to an end without error.
    ///
    /// - Returns: what it printed.
    @discardableResult
    func shell(
        _ line: String, asAnalyst isAnalyst: Bool = false, within seconds: Double = 60,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> String {
        let end = try BuiltProgram.shell(
            line, environment: isAnalyst ? analyst : environment,
            folder: BuiltProgram.repository.path, within: seconds)
        try #require(
            end.code == 0, "\(line): \(end.output.suffix(2_000)) \(end.errors.suffix(2_000))",
            sourceLocation: sourceLocation)
        return end.output
    }

    /// Processes what is in the topic, and ends.
    func process() throws { try shell("basketwatch run --until-end --workers 1") }

    /// What psql answers the analyst, as CSV with a heading, a line each.
    func ask(_ sql: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> [String] {
        let quoted = sql.replacing("'", with: "'\\''")
        return try shell(
            "psql -X -q --csv -v ON_ERROR_STOP=1 \"$BASKETWATCH_DATABASE_URL\" -c '\(quoted)'",
            asAnalyst: true, sourceLocation: sourceLocation
        ).split(separator: "\n").map(String.init)
    }
}
