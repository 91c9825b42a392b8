import BasketStore
import KafkaLog
import KafkaTesting
import PostgresTesting
import ProxyTesting
import Testing
import Waiting

/// Instances that stand still or are cut off while others take their partitions over.
extension Integration.OnRealKafka {
    /// Where an instance is stopped.
    enum StoppingPlace: String, CaseIterable, CustomTestStringConvertible {
        case betweenTransactions = "between two transactions"
        case holdingLocks = "with its partitions' rows locked"
        case withoutSync = "with the rows locked, and a statement half sent"
        case beforeCommit = "with all written but not committed"
        case afterCommit = "committed, and not yet told so"

        var testDescription: String { rawValue }

        var point: HoldPoint {
            switch self {
            case .betweenTransactions: HoldPoint(.requests, statement: "begin")
            case .holdingLocks: HoldPoint(.replies, statement: "fence")
            // The Execute message that follows passes, the Sync behind it does not.
            case .withoutSync:
                HoldPoint(
                    .requestsAfter,
                    words: [[0] + Array("fence".utf8) + [0], [0x45, 0, 0, 0, 9, 0, 0, 0, 0, 0]])
            case .beforeCommit: HoldPoint(.requests, statement: "commit")
            case .afterCommit: HoldPoint(.replies, statement: "commit")
            }
        }
    }

    @Test(
        "leaves out what an instance writes that was stopped while another took over",
        arguments: StoppingPlace.allCases)
    func stopped(_ place: StoppingPlace) throws {
        let port = try freePort()
        let postgres = try PrivatePostgres(port: Int(port))
        let proxy = try TCPProxy(to: port)
        let kafka = try RealKafka.shared()
        let stream = try TestStream(
            kafka.settings, topic: kafka.makeTopic("fenced", partitions: 4), postgres: postgres)
        var feed = try Feed(stream, seed: 40)
        try feed.send(1_000)
        let first = try ChildProcessor(
            stream, ["--workers", "1"], store: stream.store.through(proxy))
        try stream.awaitCommitted(1_000)

        proxy.hold(at: place.point)
        try feed.send(1_000)
        try Await.until("a flush stands still") { proxy.heldAtPoints == 1 }
        first.pause()
        let stoppedAt = ContinuousClock.now
        let second = try ChildProcessor(stream)
        try Await.until("another holds all", within: 30) { try second.owned(in: stream) == 4 }
        let takingOver = stoppedAt.duration(to: .now)
        // The group misses it after 3 s, and PostgreSQL ends its transaction after 3 s.
        #expect(takingOver < .seconds(9), "\(place.rawValue): \(takingOver)")
        try feed.send(500)
        try stream.awaitCommitted(feed.sent)

        proxy.resume()
        first.resume()
        try Await.until("it says that its partitions are another's") {
            first.log.contains("what we held of it is dropped")
                || first.log.contains("what was not committed is dropped")
        }
        try self.feed(&feed, into: stream, until: "both have a share") {
            try first.owned(in: stream) > 0 && second.owned(in: stream) > 0
        }
        try stream.awaitCommitted(feed.sent)
        try first.stop()
        try second.stop()

        try expectAll(feed, in: stream)
    }
}

extension StoreSettings {
    /// The same database, through a proxy.
    func through(_ proxy: TCPProxy) -> StoreSettings {
        var settings = self
        settings.database += " host=127.0.0.1 port=\(proxy.port)"
        return settings
    }
}
