import BasketConsole
import KafkaLog
import KafkaTesting
import Testing
import Waiting

/// Instances that keep a name in the group.
extension Integration.OnRealKafka {
    @Test("moves nothing when an instance with a name of its own is started anew, however it ended")
    func staticMembership() throws {
        let stream = try stream("static", partitions: 8)
        let load = try SteadyLoad(stream, rate: 1_000, seed: 60)
        let interval = 10.0
        func start(_ name: String) throws -> ChildProcessor {
            try ChildProcessor(
                stream,
                [
                    "--member-id", name, "--kafka", "session.timeout.ms=20000",
                    "--checkpoint-interval", "\(Int(interval))s",
                ])
        }
        func owners() throws -> [Int32: Int64] {
            try stream.status().partitions.reduce(into: [:]) { $0[$1.partition] = $1.epoch }
        }
        var first = try start("a")
        let second = try start("b")
        try Await.until("each holds a half", within: 60) {
            try first.owned(in: stream) == 4 && second.owned(in: stream) == 4
        }
        let before = try owners()
        let mine = try ownedPartitions(of: first, in: stream)
        // Whichever came first had all of them, and gave half back.
        let told = second.log.utf8.count

        for ending in ["stopped", "killed"] {
            if ending == "stopped" { try first.stop() } else { first.kill() }
            let began = ContinuousClock.now
            first = try start("a")
            try Await.until("it has what it had, after it was \(ending)", within: 60) {
                try ownedPartitions(of: first, in: stream) == mine
                    && stream.committed() > load.ends() - 1_000
            }
            let recovery = began.duration(to: .now)
            // Long before the group would have missed it.
            #expect(recovery < .seconds(15), "\(ending)")
            let seconds = Double(recovery / .milliseconds(1)) / 1_000
            print(
                "    \(ending) and started anew: caught up \(Figure.decimal(seconds, 1)) s after, "
                    + "\(Figure.decimal(seconds / interval, 2)) of the checkpoint interval")
        }
        for (partition, epoch) in try owners() {
            let times: Int64 = mine.contains(partition) ? 2 : 0
            #expect(epoch == before[partition, default: 0] + times, "partition \(partition)")
        }
        #expect(!String(second.log.utf8.dropFirst(told))!.contains("gave partitions back"))

        let sent = try load.stop()
        try stream.awaitCommitted(sent)
        try first.stop()
        try second.stop()
        #expect(try stream.total().read == Int64(sent))
        try stream.expectUndisturbed()
    }

    private func ownedPartitions(
        of child: ChildProcessor, in stream: TestStream
    ) throws -> Set<Int32> {
        Set(
            try stream.status().partitions.filter {
                $0.owner?.hasPrefix(child.ownerPrefix) == true
            }.map(\.partition))
    }
}
