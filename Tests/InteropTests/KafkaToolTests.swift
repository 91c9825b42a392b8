import Foundation
import KafkaTesting
import ProgramTesting
import Testing
import Waiting

extension OtherTools {
    @Test(
        "kafka-consumer-groups sees how far the processor's group is behind, and who is in it",
        .enabled(if: RealKafka.canStart, Comment(rawValue: RealKafka.skipped)))
    func consumerGroups() throws {
        let kafka = try RealKafka.shared()
        let stream = try ShopStream(on: kafka, partitions: 4)
        try stream.shell("basketwatch generate --count 500 --open-sessions 50")
        try stream.process()
        let done = try group(of: stream, kafka)
        #expect(done.reduce(0) { $0 + ($1.committed ?? 0) } == 500, "\(done)")
        #expect(done.allSatisfy { $0.lag == 0 && $0.consumer == nil }, "\(done)")

        try stream.shell("basketwatch generate --count 100 --open-sessions 50 --seed 2")
        let behind = try group(of: stream, kafka)
        #expect(behind.reduce(0) { $0 + ($1.lag ?? 0) } == 100, "\(behind)")

        let run = try RunningProgram(
            ["run", "--workers", "1"], environment: stream.environment)
        try Await.until("the group has a member that has read all", within: 60) {
            let rows = try group(of: stream, kafka)
            return rows.count == 4 && rows.allSatisfy { $0.lag == 0 && $0.consumer != nil }
        }
        run.send(SIGTERM)
        #expect(try run.waitForEnd(within: 20).code == 0)
    }

    /// A line of `--describe`; `nil` where it says `-`.
    struct GroupLine {
        let committed: Int?
        let lag: Int?
        let consumer: String?
    }

    private func group(of stream: ShopStream, _ kafka: RealKafka) throws -> [GroupLine] {
        let group = try #require(stream.environment["BASKETWATCH_GROUP"])
        let end = try KafkaTool.consumerGroups.run(
            ["--describe", "--group", group], brokers: kafka.brokers)
        try #require(end.code == 0, "\(end.errors)")
        // GROUP TOPIC PARTITION CURRENT-OFFSET LOG-END-OFFSET LAG CONSUMER-ID HOST CLIENT-ID
        let lines = end.output.split(separator: "\n").map { $0.split(separator: " ") }
        return lines.filter { $0.count >= 9 && $0[0] == group }.map { words in
            GroupLine(
                committed: Int(words[3]), lag: Int(words[5]),
                consumer: words[6] == "-" ? nil : String(words[6]))
        }
    }
}
