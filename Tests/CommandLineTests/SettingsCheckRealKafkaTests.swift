import KafkaTesting
import PostgresTesting
import ProgramTesting
import Testing

extension CommandLineTests {
    /// `settings --check` with a database that is fine.
    private func check(brokers: String, topic: String) throws -> ProgramResult {
        try BuiltProgram.run(
            ["settings", "run", "--check", "--brokers", brokers, "--topic", topic],
            environment: [
                "BASKETWATCH_DATABASE_URL": try PrivatePostgres.shared.database().database
            ])
    }

    @Test(
        "finds a real Kafka good with its topic, and says what is missing without it",
        .enabled(if: RealKafka.isAvailable, Comment(rawValue: RealKafka.skipped)))
    func realKafka() throws {
        let kafka = try RealKafka.shared()
        let topic = try kafka.makeTopic("checked", partitions: 3)
        let good = try check(brokers: kafka.brokers, topic: topic)
        #expect(good.code == 0, "\(good.output)\(good.errors)")
        #expect(good.output.contains("✓ Kafka        \(kafka.brokers) answers ("))
        #expect(!good.output.contains("embedded"))
        #expect(
            good.output.contains("✓ topic        '\(topic)' has 3 partitions, on one broker each"))

        let missing = try check(brokers: kafka.brokers, topic: "\(topic)-absent")
        #expect(missing.code == 69)
        #expect(missing.output.contains("✓ Kafka"))
        #expect(missing.output.contains("✗ topic"))
        let words = missing.output.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
        #expect(words.contains("basketwatch topics create \(topic)-absent"), "\(words)")
        #expect(missing.output.contains("✓ rights"), "the database is tried all the same")
        // To look must not make it, though a broker may make topics that are asked for.
        #expect(try check(brokers: kafka.brokers, topic: "\(topic)-absent").code == 69)
    }

    @Test(
        "is content with one broker of the list that answers, in whichever place",
        .enabled(if: RealKafka.isAvailable, Comment(rawValue: RealKafka.skipped)))
    func unreachableSecondBroker() throws {
        let kafka = try RealKafka.shared()
        let topic = try kafka.makeTopic("checked", partitions: 1)
        for brokers in ["\(kafka.brokers),127.0.0.1:1", "127.0.0.1:1,\(kafka.brokers)"] {
            let end = try check(brokers: brokers, topic: topic)
            #expect(end.code == 0, "\(brokers): \(end.output)\(end.errors)")
            #expect(end.output.contains("✓ topic        '\(topic)' has 1 partition"))
            #expect(end.errors.isEmpty, "\(end.errors)")
        }
    }
}
