import BasketEvents
import Foundation
import KafkaLog
import KafkaTesting
import PostgresTesting
import Testing

extension Integration.OnRealKafka {
    /// One seed unless BASKETWATCH_TEST_SEEDS names a range: `1-20`.
    static let seeds: [UInt64] = {
        let text = ProcessInfo.processInfo.environment["BASKETWATCH_TEST_SEEDS"] ?? "1"
        let ends = text.split(separator: "-").compactMap { UInt64($0) }
        guard let first = ends.first, let last = ends.last, first <= last else { return [1] }
        return Array(first...last)
    }()

    @Test("keeps its promise through hard times drawn from a seed", arguments: seeds)
    func hardTimes(seed: UInt64) throws {
        let postgres = try PrivatePostgres()
        let kafka = try RealKafka()
        let stream = try TestStream(
            kafka.settings, topic: kafka.makeTopic("hard", partitions: 6), postgres: postgres)
        var times = try HardTimes(stream, kafka, seed: seed)
        for _ in 0..<12 { try times.pass() }
        try times.end()

        #expect(try stream.total().absent == 0, "\(times.story)")
        #expect(try stream.total().read == Int64(times.sent), "\(times.story)")
        try stream.expectUndisturbed()
    }
}

/// Processors that come, go, die and stand still, and servers that die, one misfortune at a time.
struct HardTimes: ~Copyable {
    private let stream: TestStream
    private let kafka: RealKafka
    private var random: SeededRandom
    private var feed: Feed
    private var children: [ChildProcessor] = []
    /// What happened, for whoever looks at a failure.
    private(set) var story: [String] = []

    init(_ stream: TestStream, _ kafka: RealKafka, seed: UInt64) throws {
        self.stream = stream
        self.kafka = kafka
        random = SeededRandom(seed: seed)
        feed = try Feed(stream, seed: seed)
    }

    var sent: Int { feed.sent }

    mutating func pass() throws {
        try feed.send(100 + random.index(below: 400))
        if children.isEmpty || (children.count < 3 && random.chance(0.4)) {
            story.append("start")
            let interval = random.chance(0.5) ? "300ms" : "1h"
            children.append(try ChildProcessor(stream, ["--checkpoint-interval", interval]))
            return
        }
        let victim = random.index(below: children.count)
        switch random.index(below: 6) {
        case 0:
            story.append("stop \(victim)")
            try children.remove(at: victim).stop()
        case 1:
            story.append("kill \(victim)")
            children.remove(at: victim).kill()
        case 2:
            story.append("stand still \(victim)")
            children[victim].pause()
            defer { children[victim].resume() }
            try feed.send(300)
            if children.count > 1 {
                let wanted = feed.sent
                try stream.awaitCommitted(wanted)
            }
        case 3:
            story.append("kill postgres")
            try stream.postgres.kill()
            try feed.send(200)
            try stream.postgres.start()
        case 4:
            story.append("kill kafka")
            try kafka.kill()
            try kafka.revive()
        default:
            story.append("wait")
            try stream.awaitCommitted(feed.sent)
        }
    }

    mutating func end() throws {
        children.append(try ChildProcessor(stream))
        try stream.awaitCommitted(feed.sent)
        for child in children { try child.stop() }
    }
}
