import Foundation
import KafkaTesting
import PostgresTesting
import ProgramTesting
import Testing

/// What docker-compose.yml has other people's images run, run here as it stands there: only addresses
/// and folders are others.
@Suite("A foreign command of the Compose file")
struct ComposeCommandTests {
    private let text: String

    init() throws {
        text = try String(
            contentsOf: BuiltProgram.repository.appending(path: "docker-compose.yml"),
            encoding: .utf8)
    }

    /// The health checks: words behind `CMD`.
    private func checks() throws -> [[String]] {
        try text.matches(of: #/\n +test: (\[.*\])/#).map { match in
            let words = try JSONDecoder().decode([String].self, from: Data(match.output.1.utf8))
            return Array(words.drop { $0 == "CMD" })
        }
    }

    /// Words with Kafka's scripts as what those start.
    private func placed(_ words: String, _ brokers: String) -> String {
        let scripts = [
            "kafka-topics.sh": KafkaTool.topics, "kafka-broker-api-versions.sh": .brokerVersions,
        ]
        return scripts.reduce(words) { words, script in
            words.replacing(
                "/opt/kafka/bin/\(script.key)",
                with: script.value.words.map { "'\($0)'" }.joined(separator: " "))
        }.replacing("localhost:9092", with: brokers).replacing("kafka:9092", with: brokers)
    }

    @Test(
        "makes the topic, and again does not mind that it is there; the broker's health is good",
        .enabled(if: RealKafka.isAvailable, Comment(rawValue: RealKafka.skipped)))
    func kafka() throws {
        let brokers = try RealKafka.shared().brokers
        func expectDone(_ script: String) throws {
            let end = try BuiltProgram.shell(
                "exec sh -c \"$SCRIPT\"",
                environment: KafkaTool.environment.merging(["SCRIPT": placed(script, brokers)]) {
                    $1
                },
                within: 60)
            #expect(end.code == 0, "\(script): \(end.output)\(end.errors)")
        }
        let name = RealKafka.uniqueName("compose")
        let block = try #require(text.firstMatch(of: #/\n      - \|\n((?: {8}.*\n)+)/#)?.output.1)
        let script = String(block).replacing("--topic clickstream", with: "--topic \(name)")
        for _ in 1...2 { try expectDone(script) }
        let made = try BuiltProgram.run(["topics", "describe", name, "--brokers", brokers])
        #expect(
            made.output.contains("8 partitions") && made.output.contains("7 d"), "\(made.output)")

        let check = try #require(try checks().first { $0[0].contains("kafka") })
        try expectDone(check.joined(separator: " "))
    }

    @Test("asks PostgreSQL for its health in words that its tool knows")
    func postgres() throws {
        let check = try #require(try checks().first { $0[0] == "pg_isready" })
        let end = try BuiltProgram.shell(
            "exec \"$TOOL\" \(check.dropFirst().joined(separator: " "))",
            environment: ["TOOL": try PostgresTools().path(of: "pg_isready"), "PGPORT": "1"])
        // Nobody answers; 3 would be: it was not understood.
        #expect(end.code == 2, "\(check): \(end.errors)")
        #expect(try checks().count == 2, "a health check that no test runs")
    }
}
