import BasketConsole
import BasketFiles
import BasketPipeline
import BasketTraffic
import KafkaLog

/// One run of the generator: from the simulated shop to a topic or a file, at its pace, to its end.
struct Generation: ~Copyable {
    private var source: TrafficSource
    private var pacer: Pacer
    private let count: Int?
    private let duration: Duration?
    /// Whether its events and shoppers were given numbers of their own.
    private let hasNumbersOfItsOwn: Bool
    private let stop: StopSignal
    private let began = ContinuousClock.now
    private var made = 0
    /// How often a run that does not wait shows progress and looks at the time, in events.
    private static let lookMask = 0xFF

    init(
        source: consuming TrafficSource, pacer: Pacer, count: Int?, duration: Duration?,
        hasNumbersOfItsOwn: Bool, stop: StopSignal
    ) {
        self.hasNumbersOfItsOwn = hasNumbersOfItsOwn
        self.source = source
        self.pacer = pacer
        self.count = count
        self.duration = duration
        self.stop = stop
    }

    /// Sends the stream to a topic; all of it is acknowledged when this returns.
    mutating func send(
        to kafka: KafkaSettings, topic: String, group: String, on console: Console
    ) throws -> ExitCode {
        // Looked for first: a producer would only find out when its first records time out.
        var brake = try Brake(ifNeededBy: LogCluster(kafka), topic: topic, group: group)
        if !hasNumbersOfItsOwn { try warnOfRecords(in: topic, LogCluster(kafka), on: console) }
        var producer = try LogProducer(kafka, topic: topic)
        var bar = console.progress("generating", total: count, unit: "events")
        while next() {
            if brake?.add(source.key.count + source.value.count) == true {
                // What is on its way counts as well: it must have arrived before the look.
                try producer.flush(timeout: .seconds(60))
                guard try brake?.wait(stop) != false else { break }
            }
            try producer.send(key: source.key, value: source.value)
            made += 1
            if isTimeToLook { bar.update(done: made, share: share) }
        }
        do {
            try producer.flush(timeout: .seconds(30))
        } catch {
            bar.finish()
            throw error
        }
        bar.update(done: made)
        bar.finish()
        console.errorLine(
            "produced \(Figure.count(producer.produced)) = "
                + "acknowledged \(Figure.count(producer.acknowledged))")
        tellFaults(on: console)
        return .success
    }

    /// The same numbers a second time are duplicates, or late, one and all.
    private func warnOfRecords(
        in topic: String, _ cluster: LogCluster, on console: Console
    ) throws {
        let count = try cluster.partitionCount(topic, timeout: .seconds(5))
        let ends = try cluster.endOffsets(
            topic, partitions: Array(0..<Int32(count)), timeout: .seconds(5))
        let records = ends.values.reduce(0, +)
        guard records > 0 else { return }
        console.errorLine(
            "warning: the topic '\(topic)' has had \(Figure.count(records)) records. If they were "
                + "generated as well, these have the same numbers and times, and count as duplicate or "
                + "late. To add new ones: --start now --first-number \(records + 1)")
    }

    /// Writes the stream to a file, an event a line.
    mutating func write(to path: String, on console: Console) throws -> ExitCode {
        var output = try OutputFile(path: path)
        var bar = console.progress("generating", total: count, unit: "events")
        do {
            while next() {
                try output.writeLine(source.value)
                made += 1
                if isTimeToLook { bar.update(done: made, share: share) }
            }
            try output.flush()
        } catch {
            // Half a file would be taken for a whole one.
            output.discard()
            throw error
        }
        try output.finish()
        bar.update(done: made)
        bar.finish()
        tellFaults(on: console)
        return .success
    }

    /// Makes the next event and waits until it is due; `false` at the end.
    private mutating func next() -> Bool {
        if let count, made >= count { return false }
        if isTimeToLook, isOver { return false }
        guard let emission = source.next() else { return false }
        return pacer.wait(made, time: emission.streamTime.milliseconds)
    }

    private var isTimeToLook: Bool { made & Generation.lookMask == 0 || pacer.hasWaited }

    private var isOver: Bool {
        if stop.isRaised { return true }
        guard let duration else { return false }
        return ContinuousClock.now - began >= duration
    }

    private var share: Double? {
        if count != nil { return nil }
        return duration.map { (ContinuousClock.now - began) / $0 }
    }

    /// The faults in the stream, by kind: what a processor will find.
    private func tellFaults(on console: Console) {
        let counts = source.counts
        let faults: [(String, UInt64)] = [
            ("out of order", counts.emitted(.outOfOrder)), ("very late", counts.emitted(.veryLate)),
            ("duplicate", counts.emitted(.duplicate)), ("malformed", counts.emitted(.malformed)),
        ].filter { $0.1 > 0 }
        let heldBack =
            counts.held > 0 ? ["\(Figure.count(counts.held)) held back when the stream ended"] : []
        guard !faults.isEmpty || !heldBack.isEmpty else { return }
        console.errorLine(
            "with faults: "
                + (faults.map { "\(Figure.count($0.1)) \($0.0)" } + heldBack).joined(
                    separator: ", "))
    }
}
