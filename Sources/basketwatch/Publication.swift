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
    /// Lines between two looks at the stop signal.
    private static let batch = 256

    init(
        producer: consuming LogProducer, pacer: Pacer, brake: Brake?, stop: StopSignal
    ) {
        self.producer = producer
        self.pacer = pacer
        self.brake = brake
        self.stop = stop
    }

    mutating func run(
        _ file: inout RecordedClickstream, on console: Console
    ) throws -> ExitCode {
        var bar = console.progress("publishing", unit: "events")
        while !stop.isRaised {
            let count = try file.forEachLine(limit: Publication.batch) { try send($0.bytes) }
            if count == 0 { break }
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
        return .success
    }

    private mutating func send(_ line: UnsafeRawBufferPointer) throws {
        var key = UnsafeRawBufferPointer(start: nil, count: 0)
        if reader.read(line) == nil {
            key = reader.event.shopperID.bytes
            pacer.wait(sent, time: reader.event.time.milliseconds)
        }
        if brake?.add(line.count + key.count) == true {
            // What is on its way counts as well: it must have arrived before the look.
            try producer.flush(timeout: .seconds(60))
            try brake?.wait(stop)
        }
        try producer.send(key: key, value: line)
        sent += 1
    }
}
