import BasketConsole
import BasketStore
import Foundation
import KafkaLog
import KafkaTesting
import ProgramTesting
import Testing
import Waiting

/// Three processors of one group under load, and what a plan does to them and to their servers.
final class ChaosRun {
    static let partitions = 12
    static let checkpointInterval = 10.0
    static let sessionTimeout = 10.0

    let plan: ChaosPlan
    let stream: TestStream
    let commits: CommitProbe
    private let parts: ChaosParts
    private var load: SteadyLoad
    private let rate: Int
    private var seed: UInt64
    private let say: (String) -> Void
    private var children: [ChildProcessor?] = []
    private(set) var watch: ChaosWatch
    private let began: ContinuousClock.Instant
    /// The database's time when it began, in seconds.
    let beganInDatabase: Double
    /// When the plan began, in seconds since the beginning.
    private(set) var planBegan = 0.0
    /// What should not have happened.
    private var failures: [String] = []

    init(_ plan: ChaosPlan, seed: UInt64, rate: Int, say: @escaping (String) -> Void) throws {
        self.plan = plan
        self.say = say
        parts = try ChaosParts()
        stream = try TestStream(
            parts.kafka.settings,
            topic: parts.kafka.makeTopic("chaos", partitions: ChaosRun.partitions),
            postgres: parts.postgres)
        commits = try CommitProbe(stream)
        load = try SteadyLoad(stream, rate: rate, seed: seed)
        (self.rate, self.seed) = (rate, seed)
        began = .now
        beganInDatabase = try commits.now()
        watch = ChaosWatch(stream, since: began)
        for processor in 0..<ChaosPlan.processors { children.append(try start(processor)) }
        try Await.until("all partitions are read", within: 60) { [stream] in
            let status = try StoreReader(stream.store).status()
            return status?.partitions.count { $0.owner != nil } == ChaosRun.partitions
        }
    }

    private var now: Double { Double((ContinuousClock.now - began) / .milliseconds(1)) / 1_000 }

    /// Two keep a name in the group over a restart; the third is a new member each time.
    private func start(_ processor: Int) throws -> ChildProcessor {
        let name = processor < 2 ? ["--member-id", "p\(processor + 1)"] : []
        return try ChildProcessor(
            stream,
            [
                "--flush-interval", "50ms", "--checkpoint-interval",
                "\(Int(ChaosRun.checkpointInterval))s", "--log-level", "info", "--kafka",
                "session.timeout.ms=\(Int(ChaosRun.sessionTimeout * 1_000))", "--kafka",
                "heartbeat.interval.ms=1000",
            ] + name,
            store: stream.store.through(parts.toPostgres[processor]),
            kafka: KafkaSettings(brokers: parts.bootstraps[processor]))
    }

    /// Does what is planned, ends everything in order, and says what should not have happened.
    ///
    /// - Returns: how many records the topic holds, and the failures.
    func run() throws -> (sent: Int, failures: [String]) {
        defer { for processor in children.indices { keepLog(of: processor) } }
        planBegan = now
        var deeds = plan.faults.flatMap { fault in
            [(fault.start, fault, true), (fault.start + fault.length, fault, false)]
        }
        deeds.sort { $0.0 < $1.0 }
        for (time, fault, isBeginning) in deeds {
            while now < planBegan + time {
                lookAfterProcessors()
                // The plan goes by the clock: there is nothing else to wait for.
                usleep(50_000)
            }
            if isBeginning { tell(fault) }
            try isBeginning ? begin(fault) : mend(fault)
        }
        parts.finish().forEach { fail("a server was not to be handled: \($0)") }
        say("all is mended; the load goes on until all have caught up")
        do {
            try Await.until("all have caught up", within: 120) {
                lookAfterProcessors()
                return watch.last.at > now - 2 && watch.last.behind < 2_000
            }
        } catch {
            let look = watch.last
            for partition in try stream.status().partitions {
                let number = partition.partition
                say(
                    "partition \(number): ends at \(look.ends[number, default: 0]), committed "
                        + "\(look.committed[number, default: 0]), "
                        + "owner \(partition.owner ?? "-")")
            }
            throw error
        }
        let sent = try load.stop()
        try stream.awaitCommitted(sent, within: 120)
        watch.stop()
        for child in children { try child?.stop() }
        return (sent, failures)
    }

    private func tell(_ fault: ChaosFault) {
        let look = watch.last
        let victim =
            if case .processor(let number) = fault.victim { "processor \(number + 1)" } else { "" }
        let length = fault.length > 0 ? "\(Figure.decimal(fault.length, 1)) s" : ""
        say(
            [
                Figure.decimal(now, 1).padded(to: 6) + " s",
                fault.kind.rawValue.padding(toLength: 31, withPad: " ", startingAt: 0),
                victim.padding(toLength: 11, withPad: " ", startingAt: 0),
                length.padded(to: 6),
                "committed \(Figure.count(look.committed.values.reduce(0, +)))",
                "behind \(Figure.count(look.behind))",
            ].joined(separator: "   "))
    }

    /// Adds what a processor had to say to a file that outlives it.
    private func keepLog(of processor: Int) {
        guard let child = children[processor] else { return }
        let folder = BuiltProgram.repository.appendingPathComponent(".build/chaos")
        let file = folder.appendingPathComponent("processor-\(processor + 1).log")
        // Only for whoever looks for a reason: without the file there is less to look at.
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // There is none before the first.
        let old = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        try? (old + "=== \(stream.topic), \(child.ownerPrefix)\n" + child.log)
            .write(to: file, atomically: true, encoding: .utf8)
    }

    private func lookAfterProcessors() {
        for (processor, child) in children.enumerated() {
            guard let child, let code = child.exitCode else { continue }
            fail(
                "processor \(processor + 1) ended by itself with \(code): "
                    + "\(child.log.suffix(1_000))")
            keepLog(of: processor)
            children[processor] = nil
        }
        lookAfterLoad()
    }

    /// A broker's death may leave librdkafka's idempotent producer no way on: whoever publishes starts
    /// anew then, and so does this.
    private func lookAfterLoad() {
        guard let words = load.lastWords else { return }
        let isFatal = words.contains("The Kafka client cannot go on")
        do {
            guard isFatal else { throw KafkaLogError.fatal(reason: String(words.suffix(1_000))) }
            seed &+= 1
            load = try SteadyLoad(stream, rate: rate, seed: seed, isFirst: false)
            say("the generator's client could not go on, so another began: \(words.suffix(300))")
        } catch {
            fail("the generator ended by itself: \(error)")
        }
    }

    private func fail(_ what: String) {
        guard failures.last != what else { return }
        failures.append(what)
        say("FAILED: \(what)")
    }

    private func begin(_ fault: ChaosFault) throws {
        switch (fault.kind, fault.victim) {
        case (.killProcessor, .processor(let number)):
            children[number]?.kill()
            keepLog(of: number)
            children[number] = nil
        case (.pauseProcessor, .processor(let number)): children[number]?.pause()
        case (.cutPostgres, .processor(let number)): parts.toPostgres[number].cut()
        case (.cutKafka, .processor(let number)): parts.toKafka[number].forEach { $0.cut() }
        case (.isolateFromPostgres, .processor(let number)): parts.toPostgres[number].hold()
        case (.isolateFromKafka, .processor(let number)):
            parts.toKafka[number].forEach { $0.hold() }
        case (.killLeader, _): parts.killLeader(of: stream.topic)
        case (.killPostgres, _): parts.killPostgres()
        default: preconditionFailure("A plan gives each kind its victim.")
        }
    }

    /// How long it took until a fault's victim was well again, in seconds.
    func mendingTime(of fault: ChaosFault) -> Double {
        let start = began + .milliseconds(Int64(1_000 * (planBegan + fault.start)))
        let end = parts.mending(of: fault.victim, after: start) ?? start
        return max(fault.length, Double((end - start) / .milliseconds(1)) / 1_000)
    }

    private func mend(_ fault: ChaosFault) throws {
        defer { if case .processor = fault.victim { parts.noteMending(of: fault.victim) } }
        switch (fault.kind, fault.victim) {
        case (.killProcessor, .processor(let number)): children[number] = try start(number)
        case (.pauseProcessor, .processor(let number)): children[number]?.resume()
        case (.isolateFromPostgres, .processor(let number)),
            (.isolateFromKafka, .processor(let number)):
            parts.letThrough(number)
        case (.killLeader, _): parts.reviveBroker()
        case (.killPostgres, _): parts.startPostgres()
        default: break
        }
    }
}

extension String {
    /// To the right, in so many columns.
    fileprivate func padded(to width: Int) -> String {
        String(repeating: " ", count: max(0, width - count)) + self
    }
}
