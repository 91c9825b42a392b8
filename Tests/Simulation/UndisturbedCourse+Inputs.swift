import BasketPipeline
import BasketSessions
import BasketStore

/// What came from outside the log.
extension UndisturbedCourse {
    mutating func takeInputs(upTo offset: Int64) throws {
        while let input = inputs.first, input.offset <= offset {
            inputs.removeFirst()
            pass(to: input.offset)
            checkSilence(input)
            if input.kind == .model { change(to: Int32(input.value)) }
            guard let change = try input.change() else { continue }
            if case .reset = change { endFlush() }
            if case .settings(let settings) = change { flush.settings = settings.encoded }
            switch change {
            // The rows of what changed before are taken as they stood then.
            case .settings, .forget: takeBaskets()
            default: break
            }
            try state.take(change, into: &flush.effects)
            score()
            switch change {
            // No session is left that a row could stand for.
            case .reset: flush.givesUpBaskets = true
            case .forget(let hash):
                let shopper = world.database.tables.shopper(hash)
                if shopper == nil { problems.append("nobody asked for \(input)") }
                endFlush(forgetting: shopper)
            default: break
            }
        }
    }

    private mutating func change(to version: Int32) {
        guard let model = models[version] else {
            problems.append("a model was recorded that there is none of: \(version)")
            return
        }
        scorer = MomentScorer(model: model)
        modelVersion = version
    }

    /// A tick may not run ahead of the time that the partition was really silent, nor count time in
    /// which nobody could know.
    private mutating func checkSilence(_ input: RecordedInput) {
        guard input.kind == .tick else { return }
        let log = world.partitions[Int(partition)]
        let place = log.place(at: input.offset)
        let end = place < log.records.count ? log.records[place].appended : world.time
        let silence = (end - lastAppended - unheard(from: lastAppended, to: end)) / 1_000
        if input.value - base.milliseconds > silence {
            problems.append(
                "the tick \(input) moved the watermark by \(input.value - base.milliseconds) ms in "
                    + "a silence of \(silence) ms")
        }
    }

    /// Microseconds within outages of the brokers so long that a silence may not go on through them.
    private func unheard(from start: Int64, to end: Int64) -> Int64 {
        world.outages.filter {
            $0.count > 5_000_000 && $0.lowerBound >= start && $0.upperBound <= end
        }
        .reduce(0) { $0 + Int64($1.count) }
    }

    /// A checkpoint must be the state at its place to the byte, once the inputs there that it may not
    /// hold yet are taken: what a new owner does.
    mutating func compare(_ checkpoint: SimulatedTables.Checkpoint) throws {
        let place = SimulatedTables.Place(partition: partition, offset: checkpoint.offset)
        var restored: PartitionState
        do {
            restored = try PartitionState(checkpoint: checkpoint.bytes, packing: .zstd)
        } catch {
            if !world.database.damaged.contains(place) {
                problems.append("the checkpoint at \(place) cannot be used: \(error)")
            }
            return
        }
        var effects = Effects()
        for input in world.database.tables.inputs(of: partition, since: checkpoint)
        where input.offset == checkpoint.offset {
            guard let change = try input.change() else { continue }
            restored.forgetTouchedBaskets()
            try restored.take(change, into: &effects)
        }
        if restored.checkpoint() != state.checkpoint() {
            problems.append("the checkpoint at \(place) is not the state of the undisturbed run")
        }
    }
}
