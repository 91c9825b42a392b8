import BasketPipeline
import KafkaLog

/// What one process has asked the brokers of the partitions' ends, and heard.
final class SimulatedEnds: EndOffsets {
    private struct Question {
        let asked: Int64
        let answered: Int64
        let ends: [(partition: Int32, end: Int64)]
    }

    private unowned let instance: SimulatedInstance
    private var holders: [Int32: Int] = [:]
    private var answers: [Int32: EndOffsetProbe.Answer] = [:]
    private var question: Question?
    private var nextQuestion: Int64 = 0

    init(_ instance: SimulatedInstance) {
        self.instance = instance
    }

    func add(_ partition: Int32) { holders[partition, default: 0] += 1 }

    func remove(_ partition: Int32) {
        let left = (holders[partition] ?? 1) - 1
        holders[partition] = left > 0 ? left : nil
        if left <= 0 { answers[partition] = nil }
    }

    func answer(_ partition: Int32) -> EndOffsetProbe.Answer? { answers[partition] }

    func range(
        _ partition: Int32, timeout: Duration
    ) throws(KafkaLogError) -> LogCluster.Range? {
        let world = instance.world
        guard world.call(instance, "range") else {
            throw .fatal(reason: "the process has crashed")
        }
        guard instance.canReachBrokers else {
            throw .timedOut(operation: "asking where partition \(partition) begins")
        }
        let log = world.partitions[Int(partition)]
        return LogCluster.Range(start: log.start, end: log.end)
    }

    /// Lets time pass for the thread that asks: questions go out, answers come in.
    func settle() {
        let world = instance.world
        if let waiting = question, world.time >= waiting.answered {
            question = nil
            hear(waiting)
        }
        guard question == nil, world.time >= nextQuestion, instance.canReachBrokers,
            !holders.isEmpty
        else { return }
        nextQuestion = world.time + Int64(world.plan.endQuestionMilliseconds) * 1_000
        question = Question(
            asked: world.time, answered: world.time + world.random.next(in: 0...400_000),
            ends: holders.keys.sorted().map { ($0, world.partitions[Int($0)].end) })
    }

    private func hear(_ question: Question) {
        let world = instance.world
        // An answer that got lost.
        guard instance.canReachBrokers else { return }
        let asked = world.sabotage == .answersCountFromTheirArrival ? world.time : question.asked
        for (partition, end) in question.ends where holders[partition] != nil {
            answers[partition] = EndOffsetProbe.Answer(
                end: end, asked: SimulatedClock.instant(asked),
                seenMilliseconds: SimulatedShop.start + world.time / 1_000
                    + world.shop.wallClockError)
        }
    }
}
