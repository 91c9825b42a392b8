import BasketEvents
import BasketTraffic

/// Events of the simulated shop in memory, so that a measurement has nothing else to do.
struct RecordedEvents {
    private(set) var bytes: [UInt8] = []
    private(set) var spans: [(key: Range<Int>, value: Range<Int>)] = []

    init(count: Int, openSessions: Int, seed: UInt64 = 1, skip: Int = 0) {
        var settings = TrafficSettings()
        settings.seed = seed
        settings.ask(openSessions: openSessions, gapSeconds: 1_800)
        var source = TrafficSource(settings: settings)
        for _ in 0..<skip { _ = source.next() }
        self.init(from: &source, count: count)
    }

    /// The next events of a shop.
    init(from source: inout TrafficSource, count: Int) {
        bytes.reserveCapacity(count * 220)
        for _ in 0..<count {
            guard source.next() != nil else { break }
            let start = bytes.count
            bytes.append(contentsOf: source.key)
            let middle = bytes.count
            bytes.append(contentsOf: source.value)
            spans.append((start..<middle, middle..<bytes.count))
        }
    }

    /// Hands every event over as a record, offsets rising from `first`.
    func forEach(from first: Int64 = 0, _ body: (LogRecord) -> Void) {
        bytes.withUnsafeBytes { raw in
            for (index, span) in spans.enumerated() {
                body(
                    LogRecord(
                        partition: 0, offset: first + Int64(index), timestampMilliseconds: nil,
                        key: UnsafeRawBufferPointer(rebasing: raw[span.key]),
                        value: UnsafeRawBufferPointer(rebasing: raw[span.value])))
            }
        }
    }
}
