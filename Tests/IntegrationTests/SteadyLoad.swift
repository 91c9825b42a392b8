import Foundation
import KafkaLog
import KafkaTesting
import ProgramTesting
import Testing

/// `basketwatch generate` as a process of its own: events with faults at a steady rate, until stopped.
struct SteadyLoad {
    private let program: RunningProgram
    private let stream: TestStream
    private let isFirst: Bool

    /// - Parameters:
    ///   - rate: events a second.
    ///   - speedUp: how much faster than the clock event time passes.
    ///   - isFirst: whether the topic was empty.
    init(
        _ stream: TestStream, rate: Int, speedUp: Int = 60, seed: UInt64, isFirst: Bool = true
    ) throws {
        self.stream = stream
        self.isFirst = isFirst
        program = try RunningProgram(
            [
                "generate", "--topic", stream.topic, "--group", stream.group, "--rate", "\(rate)",
                "--speed-up", "\(speedUp)", "--seed", "\(seed)", "--returning", "20%",
                "--out-of-order", "5%", "--very-late", "1%", "--duplicates", "2%", "--malformed",
                "1%",
            ], environment: ["BASKETWATCH_BROKERS": stream.kafka.brokers])
    }

    /// What it said when it ended by itself; `nil`: it goes on.
    var lastWords: String? { program.exitCode == nil ? nil : program.errors }

    /// Ends it, all acknowledged.
    ///
    /// - Returns: how many records the topic holds.
    func stop() throws -> Int {
        program.send(SIGTERM)
        let end = try program.waitForEnd(within: 90)
        #expect(end.code == 0, "\(end.errors)")
        let ends = try self.ends()
        guard isFirst else { return ends }
        let words = end.errors.split(separator: "produced ").last?.prefix { $0 != " " } ?? ""
        #expect(ends == Int(words.filter(\.isNumber)), "\(end.errors)")
        return ends
    }

    /// How many records the topic holds now.
    func ends() throws -> Int {
        let cluster = try LogCluster(stream.kafka)
        let count = try cluster.partitionCount(stream.topic, timeout: .seconds(10))
        let ends = try cluster.endOffsets(
            stream.topic, partitions: Array(0..<Int32(count)), timeout: .seconds(10))
        return Int(ends.values.reduce(0, +))
    }
}
