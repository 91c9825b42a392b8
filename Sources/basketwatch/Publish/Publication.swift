import BasketConsole
import BasketEvents
import BasketFiles
import BasketPipeline
import KafkaLog

/// One recorded clickstream on its way to a topic.
struct Publication: ~Copyable {
    private var producer: LogProducer
    private var pacer: Pacer
    private var brake: Brake?
    private let stop: StopSignal
    private var reader = EventReader()
    private var sent = 0
    private var refused: RefusedLines
    /// The number of the line that was sent last.
    private var lastLine = 0
    /// Lines of which only the start was sent.
    private var cut = 0
    /// Lines between two looks at the bar: fewer where they wait for their time.
    private var batch: Int { pacer.isPaced ? 16 : 256 }

    init(
        of path: String, producer: consuming LogProducer, pacer: Pacer, brake: Brake?,
        stop: StopSignal
    ) {
        refused = RefusedLines(of: path)
        self.producer = producer
        self.pacer = pacer
        self.brake = brake
        self.stop = stop
    }

    mutating func run(
        _ file: inout RecordedClickstream, on console: Console
    ) throws -> ExitCode {
        var bar = console.progress("publishing", unit: "events")
        var isWhole = false
        while !stop.isRaised {
            let count = try file.forEachLine(limit: batch) { try send($0) }
            if count == 0 {
                if !stop.isRaised { try file.checkNotEmpty() }
                isWhole = !stop.isRaised
                break
            }
            bar.update(done: sent, share: file.share)
        }
        do {
            try producer.flush(timeout: .seconds(60))
        } catch {
            bar.finish()
            throw error
        }
        bar.update(done: sent)
        bar.finish()
        console.errorLine(
            "produced \(Figure.count(producer.produced)) = "
                + "acknowledged \(Figure.count(producer.acknowledged))")
        tellLeftOut(emptyLines: file.emptyLines, on: console)
        if !isWhole {
            let place =
                lastLine == 0 ? "before the first line" : "after line \(Figure.count(lastLine))"
            console.errorLine("Stopped early, \(place): what comes then was not sent.")
        }
        if let failure = refused.failure { throw failure }
        if let warning = refused.inWords { console.errorLine(warning) }
        return .success
    }

    /// What the topic does not hold as the file has it.
    private func tellLeftOut(emptyLines: Int, on console: Console) {
        if emptyLines > 0 {
            console.errorLine("empty lines passed over: \(Figure.count(emptyLines))")
        }
        if cut > 0 {
            let limit = Figure.count(RecordedClickstream.standardLineLimit)
            console.errorLine(
                "lines cut after \(limit) bytes: \(Figure.count(cut))")
        }
    }

    /// Sends a line when it is due; once the run is stopped, none.
    private mutating func send(_ recorded: RecordedLine) throws {
        guard !stop.isRaised else { return }
        let line = recorded.bytes
        var key = UnsafeRawBufferPointer(start: nil, count: 0)
        let reason = reader.read(line)
        if reason == nil {
            key = reader.event.shopperID.bytes
            guard pacer.wait(sent, time: reader.event.time.milliseconds) else { return }
        }
        if brake?.add(line.count + key.count) == true {
            // What is on its way counts as well: it must have arrived before the look.
            try producer.flush(timeout: .seconds(60))
            guard try brake?.wait(stop) != false else { return }
        }
        try producer.send(key: key, value: line)
        sent += 1
        lastLine = recorded.number
        refused.count(reason, of: recorded)
        if recorded.isCut { cut += 1 }
    }
}
