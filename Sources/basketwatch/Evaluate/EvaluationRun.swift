import BasketConsole
import BasketEvents
import BasketRisk
import BasketSessions

/// Recorded events on their way through sessions into a test of a learner.
struct EvaluationRun<Learner: RiskLearner>: ~Copyable {
    private(set) var test: ProgressiveTest<Learner>
    private(set) var events = 0
    /// Records that could not be used.
    var refused: Int64 { state.ledger.quarantined + state.ledger.late }

    private var state: PartitionState
    private var reader = EventReader()
    /// Reads each line once more, for the key and the time that it has before it is taken.
    private var ahead = EventReader()
    private var effects = Effects()
    private let end: EventTime

    init(_ learner: Learner.Type, _ settings: Settings) {
        test = ProgressiveTest(
            Learner(startingFrom: .shipped), from: settings[.evaluateFrom] ?? .distantPast)
        end = settings[.evaluateUntil] ?? EventTime(milliseconds: .max)
        var sessions = SessionSettings()
        sessions.gapMilliseconds = Int64(settings[.gap] / .milliseconds(1))
        // Files are in the order of event time, so time may pass up to each event.
        sessions.disorderMilliseconds = 0
        state = PartitionState(
            partition: 0, firstOffset: 0, settings: sessions, rule: settings[.evaluateSessions].rule
        )
    }

    /// Whether what is still to come lies behind all that is judged.
    private(set) var isOver = false

    mutating func take(_ line: UnsafeRawBufferPointer) {
        guard !isOver else { return }
        var key = UnsafeRawBufferPointer(start: nil, count: 0)
        if ahead.read(line) == nil {
            guard ahead.event.time < end else {
                isOver = true
                return
            }
            key = ahead.event.shopperID.bytes
            // Silences and closes that come before the event are noticed before it.
            let before = EventTime(milliseconds: ahead.event.time.milliseconds - 1)
            state.advance(to: before, into: &effects)
        }
        state.take(
            LogRecord(
                partition: 0, offset: Int64(events), timestampMilliseconds: nil, key: key,
                value: line),
            reader: &reader, into: &effects)
        events += 1
        handOver()
    }

    /// Lets time pass until every session has closed.
    mutating func finish() {
        guard state.watermark > .distantPast else { return }
        let later = state.watermark.milliseconds + state.settings.gapMilliseconds + 1
        state.advance(to: EventTime(milliseconds: later), into: &effects)
        handOver()
    }

    private mutating func handOver() {
        for moment in effects.moments where moment.time < end { test.observe(moment) }
        for outcome in effects.outcomes {
            let text = outcome.texts.shopSessionID
            let id = effects.texts.bytes[Int(text.start)..<Int(text.start + text.count)]
            let key = Array("\(outcome.session)".utf8)
            test.close(
                outcome.session, as: outcome.kind,
                drawn: DecisionPoints.drawnOrdinal(of: id.isEmpty ? key[...] : id))
        }
        effects.removeAll()
    }
}
