import Foundation
import KafkaTesting
import ProgramTesting
import Testing

extension CommandLineTests {
    @Test("lists and describes the embedded broker's topics, and says what it cannot be asked")
    func embeddedTopics() throws {
        let stream = try FilledStream(events: 500)
        let list = try stream.expect("topics list", 0)
        let row = try #require(list.output.split(separator: "\n").last)
        #expect(row.split(separator: " ") == ["clickstream", "4", "1", "500"])
        let object = try ReplayLine(try stream.expect("topics list --json", 0).output)
        #expect(
            object.row(["topic", "partitions", "replicas", "leaderless_partitions", "records"])
                == "clickstream 4 1 0 500")

        let text = try stream.expect("topics describe clickstream", 0).output
        #expect(text.contains("topic clickstream   4 partitions   1 replica   500 records"))
        #expect(text.contains("committed") && text.contains("lag"))
        #expect(text.contains("The embedded broker has no settings to show"))
        let json = try ReplayLine(try stream.expect("topics describe clickstream --json", 0).output)
        let partitions = try #require(json.fields["partitions"] as? [[String: Any]])
        #expect(partitions.count == 4)
        #expect(partitions.compactMap { $0["end_offset"] as? Int }.reduce(0, +) == 500)
        #expect(partitions.allSatisfy { $0["lag_records"] as? Int == 0 })
        #expect(json.text("settings") == "-")

        let other = try stream.expect("topics describe clickstream --group stranger", 0).output
        #expect(other.contains("'stranger' has committed nothing here"))
        let missing = try stream.expect("topics describe clicks", 69)
        #expect(missing.errors.contains("no topic 'clicks'. It has clickstream."))
        #expect(
            try stream.expect("topics create clickstream --if-not-exists", 0).output
                .contains("there already, with 4 partitions"))
    }

    @Test(
        "describes a real Kafka's topics, with what of them does not suit us",
        .enabled(if: RealKafka.isAvailable, Comment(rawValue: RealKafka.skipped)))
    func realDescription() throws {
        let kafka = try RealKafka.shared()
        let environment = ["BASKETWATCH_BROKERS": kafka.brokers]
        func run(_ line: String, _ code: Int32) throws -> ProgramResult {
            let end = try BuiltProgram.run(CommandLineTests.words(line), environment: environment)
            #expect(end.code == code, "\(line): \(end.errors)")
            return end
        }
        let odd = try kafka.makeTopic(
            "odd", partitions: 2,
            configuration: [
                "cleanup.policy": "compact", "retention.ms": "600000",
                "retention.bytes": "1048576", "max.message.bytes": "2000",
            ])
        let text = try run("topics describe \(odd)", 0).output
        for words in [
            "2 partitions   1 replica   0 records", "cleanup.policy           compact",
            "10 min (600000)", "the topic", "remark: cleanup.policy compacts",
            "remark: retention.ms is 10 min", "remark: retention.bytes is 1 MiB",
            "remark: max.message.bytes is 2.0 KiB",
        ] {
            #expect(text.contains(words), "\(words) in \(text)")
        }
        let json = try ReplayLine(try run("topics describe \(odd) --json", 0).output)
        let settings = try #require(json.fields["settings"] as? [String: Any])
        #expect(settings["retention_ms"] as? Int == 600_000)
        #expect(settings["cleanup_policy"] as? String == "compact")
        #expect((json.fields["remarks"] as? [String])?.count == 4)

        let plain = RealKafka.uniqueName("plain")
        _ = try run("topics create \(plain) --partitions 1 --retention 2h", 0)
        #expect(try !run("topics describe \(plain)", 0).output.contains("remark"))
        #expect(try run("topics list", 0).output.contains(plain))
        #expect(try !run("topics list", 0).output.contains("__"))
    }

    @Test(
        "says of a topic that cannot be made what is in its way",
        .enabled(if: RealKafka.isAvailable, Comment(rawValue: RealKafka.skipped)))
    func refusedTopics() throws {
        let environment = ["BASKETWATCH_BROKERS": try RealKafka.shared().brokers]
        let name = RealKafka.uniqueName("made")
        for (line, code, words) in [
            ("topics create \(name) --partitions 3", 0, "made the topic '\(name)' with 3"),
            ("topics create \(name)", 1, "'\(name)' already, with 3 partitions"),
            ("topics create \(name) --if-not-exists", 0, "is there already, with 3 partitions"),
            ("topics create \(name)x --replication-factor 64", 1, "cannot be kept by 64 brokers"),
            ("topics create a:b", 64, "not 'a:b'"),
        ] as [(String, Int32, String)] {
            let end = try BuiltProgram.run(
                CommandLineTests.words(line), environment: environment)
            #expect(end.code == code, "\(line): \(end.errors)")
            #expect((end.output + end.errors).contains(words), "\(end.output)\(end.errors)")
        }
    }

    @Test("ends with 69 where no broker answers, and lists the family's commands")
    func topicsWithoutBroker() throws {
        for command in ["topics list", "topics describe t", "topics create t"] {
            let end = try BuiltProgram.run(
                CommandLineTests.words(command + " --brokers 127.0.0.1:1"))
            #expect(end.code == 69, "\(end.errors)")
            #expect(end.errors.contains("No Kafka broker answers at 127.0.0.1:1"))
        }
        let help = try BuiltProgram.run(["help", "topics"])
        #expect(help.code == 0)
        for name in ["topics list", "topics create", "topics describe"] {
            #expect(help.output.contains(name))
        }
    }
}
