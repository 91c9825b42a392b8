import Foundation
import KafkaTesting
import ProgramTesting
import Testing
import Waiting

/// Native events of one shopper each.
private func views(_ numbers: Range<Int>, filler: Int = 0) -> [UInt8] {
    let page = String(repeating: "x", count: filler)
    let lines = numbers.map {
        #"{"id":"e-\#($0)","type":"view","time_ms":\#(1_764_151_200_000 + $0),"#
            + #""shopper_id":"u-\#($0 % 50)","page":"\#(page)"}"#
    }
    return Array(lines.joined(separator: "\n").utf8)
}

extension CommandLineTests {
    @Test(
        "replays a real topic past transaction markers, to its end, and joins no group",
        .enabled(if: RealKafka.isAvailable, Comment(rawValue: RealKafka.skipped)))
    func replayedMarkers() throws {
        let kafka = try RealKafka.shared()
        let topic = try kafka.makeTopic("replay", partitions: 1)
        let environment = ["BASKETWATCH_BROKERS": kafka.brokers, "BASKETWATCH_TOPIC": topic]
        let sent = try BuiltProgram.run(
            ["publish", "-"], environment: environment, input: views(0..<20))
        #expect(sent.code == 0, "\(sent.errors)")
        let other = try TransactionalProducer(brokers: kafka.brokers, topic: topic)
        try other.begin()
        other.send(3, partition: 0)
        try other.abort()
        try other.begin()
        other.send(2, partition: 0)
        try other.commit()

        let end = try BuiltProgram.run(["replay", "--summary", "--json"], environment: environment)
        #expect(end.code == 0, "\(end.errors)")
        let ledger = try #require(try ReplayLine.all(end.output).first)
        // 20 events, 3 aborted records and their marker, 2 committed records and theirs.
        #expect(
            ledger.row(["next_offset", "read", "applied", "quarantined", "absent", "lost"])
                == "27 22 20 2 5 0")
        let described = try BuiltProgram.run(
            ["topics", "describe", topic, "--group", "basketwatch-reader"],
            environment: environment)
        #expect(described.output.contains("has committed nothing here"), "\(described.output)")
    }

    @Test(
        "replays a real topic from the first record that retention has left",
        .enabled(if: RealKafka.isAvailable, Comment(rawValue: RealKafka.skipped)))
    func replayedRest() throws {
        let kafka = try RealKafka.shared()
        // Small segments, since the one being written is never deleted.
        let topic = try kafka.makeTopic(
            "rest", partitions: 1,
            configuration: ["retention.bytes": "10000", "segment.bytes": "1048576"])
        let environment = [
            "BASKETWATCH_BROKERS": kafka.brokers, "BASKETWATCH_TOPIC": topic,
            "BASKETWATCH_KAFKA_COMPRESSION_CODEC": "none",
        ]
        let sent = try BuiltProgram.run(
            ["publish", "-"], environment: environment, input: views(0..<1_500, filler: 2_000))
        #expect(sent.code == 0, "\(sent.errors)")
        func partition() throws -> [String: Any] {
            let end = try BuiltProgram.run(
                ["topics", "describe", topic, "--json"], environment: environment)
            let partitions = try ReplayLine(end.output).fields["partitions"] as? [[String: Any]]
            return partitions?.first ?? [:]
        }
        try Await.until("retention has deleted something", within: 60) {
            (try partition()["start_offset"] as? Int ?? 0) > 0
        }

        let end = try BuiltProgram.run(["replay", "--summary", "--json"], environment: environment)
        #expect(end.code == 0, "\(end.errors)")
        let ledger = try #require(try ReplayLine.all(end.output).first)
        #expect((ledger.number("first_offset") ?? 0) > 0)
        #expect(ledger.number("next_offset") == 1_500)
        #expect(ledger.number("read") == 1_500 - (ledger.number("first_offset") ?? 0))
        #expect(ledger.text("is_balanced") == "true")
    }
}
