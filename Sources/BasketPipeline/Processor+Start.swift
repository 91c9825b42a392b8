import BasketStore
import BasketTelemetry
import KafkaLog

/// Waiting for the servers at the start.
extension Processor {
    /// The topic as it is found.
    struct FoundTopic {
        /// Where each partition ends.
        let ends: [Int32: EndOffsetProbe.Answer]
        let isEmbedded: Bool
    }

    /// - Returns: `nil` when the stop signal came first.
    func waitForKafka(_ cluster: LogCluster, _ stop: StopSignal) throws -> FoundTopic? {
        try waitAtStart(for: "Kafka", stop) {
            let count = try cluster.partitionCount(settings.topic, timeout: .seconds(2))
            let asked = ContinuousClock.now
            let ends = try cluster.endOffsets(
                settings.topic, partitions: Array(0..<Int32(count)), timeout: .seconds(2))
            let seen = WallClock.milliseconds
            return FoundTopic(
                ends: ends.mapValues { .init(end: $0, asked: asked, seenMilliseconds: seen) },
                isEmbedded: try cluster.isEmbedded(timeout: .seconds(2)))
        }
    }

    /// - Returns: a writer, the model registered; `nil` when the stop signal came first.
    func waitForStore(_ stop: StopSignal) throws -> FlushWriter? {
        try waitAtStart(for: "PostgreSQL", stop) {
            var writer = try FlushWriter(settings.store)
            try writer.register(ModelRecord(settings.model))
            return writer
        }
    }

    /// Tries until it works, until what is wrong cannot pass by itself, or until `startTimeout`.
    ///
    /// - Returns: `nil` when the stop signal came first.
    private func waitAtStart<Answer: ~Copyable>(
        for name: String, _ stop: StopSignal, _ attempt: () throws -> Answer
    ) throws -> Answer? {
        let deadline = ContinuousClock.now + settings.startTimeout
        var backoff = Backoff()
        var isToldOf = false
        while !stop.isRaised {
            guard backoff.isDue(at: .now) else {
                stop.wait(upTo: .milliseconds(50))
                continue
            }
            do {
                return try attempt()
            } catch {
                guard Processor.mayPass(error), ContinuousClock.now < deadline else { throw error }
                if !isToldOf { log.notice("waiting for \(name)", ["reason": "\(error)"]) }
                isToldOf = true
                backoff.fail(at: .now)
            }
        }
        return nil
    }

    private static func mayPass(_ error: any Error) -> Bool {
        if let error = error as? KafkaLogError { return error.isTransient }
        if let error = error as? BasketStoreError { return error.isRetriable }
        return false
    }
}
