import BasketEvents
import BasketTraffic

/// Reading and writing one event on one core.
struct ParseBench {
    func run() {
        let recorded = RecordedEvents(count: 200_000, openSessions: 10_000)
        let size = recorded.bytes.count / recorded.spans.count
        var reader = EventReader()
        var refused = 0
        let parse = Measure.of {
            for _ in 0..<5 {
                recorded.forEach { if reader.read($0.value) != nil { refused += 1 } }
            }
        }
        let count = recorded.spans.count * 5
        note("events of \(size) bytes with their key; \(refused) refused")
        parse.report("parse", count: count, unit: "events")

        var settings = TrafficSettings()
        settings.ask(openSessions: 200_000, gapSeconds: 1_800)
        var source = TrafficSource(settings: settings)
        let generated = Measure.of { for _ in 0..<1_000_000 { _ = source.next() } }
        generated.report("generate, 200,000 sessions open", count: 1_000_000, unit: "events")
    }
}
