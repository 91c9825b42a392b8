import BasketEvents
import BasketRisk
import BasketSessions
import BasketTraffic

/// The simulated shop joined into sessions in this process: no Kafka, no database.
struct SimulatedSessions {
    let seed: UInt64
    /// How many visits are let in; each comes to its end.
    let visits: Int

    /// Hands over the effects batch by batch, with how many visits have begun.
    func run(_ body: (borrowing Effects, Int) -> Void) {
        var settings = TrafficSettings()
        settings.seed = seed
        settings.ask(openSessions: 20_000, gapSeconds: 1_800)
        var source = TrafficSource(settings: settings)
        var state = PartitionState(
            partition: 0, firstOffset: 0,
            settings: StartingWeights.sessionSettings)
        var reader = EventReader()
        var effects = Effects()
        var offset: Int64 = 0
        while source.next() != nil {
            state.take(
                LogRecord(
                    partition: 0, offset: offset, timestampMilliseconds: nil, key: source.key,
                    value: source.value),
                reader: &reader, into: &effects)
            offset += 1
            guard offset & 0xFFF == 0 else { continue }
            let begun = Int(source.counts.visits)
            if begun >= visits { source.closeDoors() }
            body(effects, begun)
            effects.removeAll()
        }
        // A day after the last event everything has closed.
        let end = EventTime(milliseconds: state.watermark.milliseconds + 86_400_000)
        state.advance(to: end, into: &effects)
        body(effects, Int(source.counts.visits))
    }
}
