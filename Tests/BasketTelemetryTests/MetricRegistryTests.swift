import BasketTelemetry
import Dispatch
import Testing

@Suite("A metric registry")
struct MetricRegistryTests {
    @Test("gives the metric there is, and lists all by name and labels")
    func list() {
        let metrics = MetricRegistry()
        for partition in [10, 2] {
            metrics.counter("read_total", "records read", labels: ["partition": "\(partition)"])
                .add(3)
        }
        metrics.counter("read_total", "records read", labels: ["partition": "2"]).add()
        metrics.gauge("open_baskets", "open baskets").set(1.5)

        let found = metrics.snapshot()
        #expect(found.map(\.name) == ["open_baskets", "read_total", "read_total"])
        #expect(found.map(\.labels) == [[:], ["partition": "2"], ["partition": "10"]])
        #expect(found.map(\.value) == [.gauge(1.5), .counter(4), .counter(3)])
    }

    @Test("loses no count that threads add at once")
    func threads() {
        let metrics = MetricRegistry()
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            for _ in 0..<10_000 { metrics.counter("count", "things").add() }
        }

        #expect(metrics.counter("count", "things").value == 80_000)
    }
}

@Suite("A histogram")
struct HistogramTests {
    @Test("counts each value in the range whose bound it does not exceed")
    func ranges() {
        let histogram = MetricRegistry().histogram("h", "things", bounds: [1, 2, 5])
        for value in [0.5, 1, 1.1, 5, 6] { histogram.record(value) }

        let reading = histogram.reading
        #expect(reading.counts == [2, 1, 1, 1])
        #expect(reading.sum == 13.6)
        #expect(reading.count == 5)
        #expect(reading.bound(of: 0.4) == 1)
        #expect(reading.bound(of: 0.5) == 2)
        #expect(reading.bound(of: 0.8) == 5)
        #expect(reading.bound(of: 0.99) == nil)
    }

    @Test("knows no bound before it has seen anything")
    func empty() {
        #expect(MetricRegistry().histogram("h", "things").reading.bound(of: 0.5) == nil)
    }

    @Test("records durations in seconds")
    func durations() {
        let histogram = MetricRegistry().histogram("h", "things")
        histogram.record(.milliseconds(15))

        #expect(histogram.reading.bound(of: 1) == 0.02)
    }
}
