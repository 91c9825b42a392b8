import BasketEvents
import BasketPipeline
import BasketRisk
import BasketSessions
import BasketStore
import KafkaLog

/// One reader of ours: what a worker does with a batch, the effects thrown away.
struct Drain: ~Copyable {
    private var consumer: LogConsumer
    private var reader = EventReader()
    private var states: [Partition?] = []
    private let scorer = MomentScorer(model: .shipped)

    private final class Partition {
        var state: PartitionState
        var effects = Effects()
        var scores = ScoreColumns()

        init(_ place: PartitionOffset) {
            state = PartitionState(
                partition: place.partition, firstOffset: place.offset, settings: SessionSettings())
        }
    }

    init(_ kafka: KafkaSettings, _ topic: String, _ places: [PartitionOffset]) throws {
        consumer = try LogConsumer(kafka, topic: topic, from: places)
        for place in places {
            while states.count <= Int(place.partition) { states.append(nil) }
            states[Int(place.partition)] = Partition(place)
        }
    }

    var openSessions: Int {
        states.reduce(0) { $0 + Int($1?.state.ledger.sessions.open ?? 0) }
    }

    mutating func run(_ course: Course) throws {
        while !course.isOver {
            let batch = try consumer.poll(timeoutMilliseconds: 20)
            var first = 0
            while first < batch.records.count {
                let number = batch.records[first].partition
                var end = first + 1
                while end < batch.records.count, batch.records[end].partition == number { end += 1 }
                take(batch.records[first..<end], number)
                first = end
            }
            course.add(batch.records.count)
        }
    }

    private mutating func take(_ records: Slice<UnsafeBufferPointer<LogRecord>>, _ number: Int32) {
        guard let partition = states[Int(number)] else { return }
        for (index, record) in records.enumerated() {
            if index % SessionLimit.expectedRecords == 0 {
                partition.state.expect(UnsafeBufferPointer(rebasing: records.dropFirst(index)))
            }
            partition.state.take(record, reader: &reader, into: &partition.effects)
        }
        scorer.score(partition.effects.moments, into: &partition.scores)
        partition.effects.removeAll()
        partition.scores.removeAll()
    }
}
