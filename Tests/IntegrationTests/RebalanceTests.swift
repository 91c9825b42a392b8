import KafkaLog
import KafkaTesting
import Testing
import Waiting

/// Instances that join, leave and die while load goes on.
extension Integration.OnRealKafka {
    @Test("moves on in the partitions that stay, while two to four instances join, leave and die")
    func stayingPartitions() throws {
        let stream = try stream("staying", partitions: 8)
        let probe = try CommitProbe(stream)
        let load = try SteadyLoad(stream, rate: 1_500, seed: 50)
        func start() throws -> ChildProcessor { try ChildProcessor(stream, ["--workers", "1"]) }
        var children = [try start(), try start()]
        func awaitShares(_ wanted: [Int]) throws {
            try Await.until("shares of \(wanted)", within: 60) {
                try children.map { try $0.owned(in: stream) }.sorted() == wanted
                    && stream.committed() > load.ends() - 1_500
            }
        }
        try awaitShares([4, 4])

        var story: [(String, CommitProbe.Pauses)] = []
        func measure(_ what: String, _ body: () throws -> Void) throws {
            let began = try probe.now()
            try body()
            story.append((what, try probe.pauses(from: began, to: try probe.now())))
        }
        try measure("nothing happens") {
            let now = try stream.committed()
            try Await.until("three seconds' worth") { try stream.committed() > now + 4_500 }
        }
        try measure("a third joins") {
            children.append(try start())
            try awaitShares([2, 3, 3])
        }
        try measure("a fourth joins") {
            children.append(try start())
            try awaitShares([2, 2, 2, 2])
        }
        try measure("one leaves") {
            try children.removeLast().stop()
            try awaitShares([2, 3, 3])
        }
        try measure("one is killed") {
            children.removeFirst().kill()
            try awaitShares([4, 4])
        }
        let sent = try load.stop()
        try stream.awaitCommitted(sent)
        for child in children { try child.stop() }

        let quiet = story.first?.1.longest ?? 0
        for (what, pauses) in story {
            #expect(pauses.partitions > 0, "\(what)")
            // A partition that waited for the others' takeovers would wait for seconds.
            #expect(pauses.longest < max(3_000, 10 * quiet), "\(what)")
            print(
                "    \(what): \(pauses.partitions) partitions stayed; longest pause "
                    + "\(Int(pauses.longest)) ms, nine of ten below \(Int(pauses.usual)) ms")
        }
        let total = try stream.total()
        #expect(total.read == Int64(sent))
        #expect(total.absent == 0)
        #expect(total.lost == 0)
        try stream.expectUndisturbed()
    }
}
