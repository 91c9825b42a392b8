import KafkaTesting
import ProgramTesting
import Testing

/// docs/events.md, "Keys and partitions": who places a shopper's events where.
extension OtherTools {
    static let shoppers = (1...200).map { "u-\($0)" }

    /// Which partition each key went to.
    private func places(in stream: ShopStream) throws -> [String: Set<String>] {
        let lines = try stream.shell(Self.readBack + " -f '%k %p\\n'").split(separator: "\n")
        return Dictionary(grouping: lines.map { $0.split(separator: " ") }) { String($0[0]) }
            .mapValues { Set($0.map { String($0[1]) }) }
    }

    @Test(
        "kcat and Java's clients place a shopper's events where Basketwatch does, as documented",
        .enabled(if: RealKafka.canStart, Comment(rawValue: RealKafka.skipped)),
        .enabled(if: Tool.kcat.isThere, "kcat is missing: see scripts/prepare"))
    func sharedPartitions() throws {
        let kafka = try RealKafka.shared()
        let stream = try ShopStream(on: kafka, partitions: 8)
        try publish(to: stream)
        let ours = try places(in: stream)
        #expect(ours.count == Self.shoppers.count)
        #expect(Set(ours.values.flatMap(\.self)).count == 8)

        let keyed = Self.shoppers.map { "\($0)\t{}\n" }.joined()
        let java = try KafkaTool.consoleProducer.run(
            ["--topic", try #require(stream.environment["BASKETWATCH_TOPIC"])]
                + ["--reader-property", "parse.key=true"]
                + ["--reader-property", "key.separator=\t"],
            brokers: kafka.brokers, input: Array(keyed.utf8))
        try #require(java.code == 0, "\(java.errors)")
        try kcat(to: stream, "-X partitioner=murmur2_random")
        // Three records of each shopper, and still one partition each.
        #expect(try places(in: stream) == ours)

        try kcat(to: stream, "")
        let moved = try places(in: stream).filter { $0.value.count > 1 }
        #expect(!moved.isEmpty, "librdkafka's own placing is another one: so the page says")
    }

    @Test(
        "a Python producer set up like the example does so, too",
        .enabled(if: PythonPackages.areInstalled, Comment(rawValue: PythonPackages.skipped)),
        .enabled(if: Tool.kcat.isThere, "kcat is missing: see scripts/prepare"))
    func pythonPartitions() throws {
        let stream = try ShopStream(partitions: 8)
        try publish(to: stream)
        let ours = try places(in: stream)
        let few = Self.shoppers.prefix(12)
        for shopper in few {
            try stream.shell("'\(PythonPackages.python)' examples/send_events.py \(shopper)")
        }
        #expect(try places(in: stream) == ours)
    }

    /// A view of each shopper's by `basketwatch publish`.
    private func publish(to stream: ShopStream) throws {
        let events = Self.shoppers.map { shopper in
            #"{"id":"v-\#(shopper)","type":"view","time_ms":1764151440000,"shopper_id":"\#(shopper)"}"#
        }
        try stream.shell(
            "basketwatch publish - <<'EVENTS'\n\(events.joined(separator: "\n"))\nEVENTS")
    }

    private func kcat(to stream: ShopStream, _ options: String) throws {
        let keyed = Self.shoppers.map { "\($0)\t{}" }.joined(separator: "\n")
        try stream.shell(
            """
            kcat -P -b "$BASKETWATCH_BROKERS" -t "$BASKETWATCH_TOPIC" -K '\\t' \(options) <<'KEYED'
            \(keyed)
            KEYED
            """)
    }
}
