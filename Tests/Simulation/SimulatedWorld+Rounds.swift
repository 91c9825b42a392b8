import BasketPipeline

/// Turns, one after the other.
extension SimulatedWorld {
    /// Whether the faults are over.
    var isAtRest: Bool { faults.isNone }

    /// One process, picked by chance, takes its turn; now and then something happens to somebody.
    func round() {
        pass(stepLength())
        produce()
        if !isAtRest { strike() }
        let ready = instances.filter(\.isReady)
        guard !ready.isEmpty else {
            pass(50_000)
            return
        }
        ready[random.index(below: ready.count)].takeTurn()
        if depth == 0 { instances.removeAll { !$0.isAlive && !$0.isInStep } }
    }

    func stepLength() -> Int64 {
        switch random.index(below: 10) {
        case 0...4: random.next(in: 0...5_000)
        case 5...8: random.next(in: 20_000...250_000)
        default: random.next(in: 300_000...1_300_000)
        }
    }

    func produce() {
        guard !shop.isDone, random.chance(0.35), !areBrokersAway else { return }
        shop.send(1 + random.index(below: 6), to: partitions, at: time)
    }

    func start() {
        started += 1
        var settings = ProcessorSettings(
            kafka: .init(brokers: ""), store: .init(), topic: "clickstream", group: "basketwatch",
            instance: "instance")
        settings.sessions = plan.sessions[random.index(below: 2)]
        settings.model = plan.models[random.index(below: 2)]
        settings.onDataLoss = plan.losesRecords ? .skip : .fail
        settings.flushInterval = .milliseconds(plan.flushMilliseconds)
        settings.flushRows = plan.flushRows
        settings.waitingRows = plan.waitingRows
        settings.checkpointInterval = .milliseconds(plan.checkpointMilliseconds)
        settings.checkpointRecords = plan.checkpointRecords
        settings.checkpointSizes = plan.checkpointSizes
        settings.rebuildsState = plan.rebuildsState
        trace.note("instance \(started) starts", 41, Int64(started))
        let instance = SimulatedInstance(self, number: started, settings: settings)
        instances.append(instance)
        everybody.append(instance)
    }

    func crash(_ instance: SimulatedInstance) {
        trace.note("instance \(instance.number) crashes", 42, Int64(instance.number))
        instance.crash()
    }
}
