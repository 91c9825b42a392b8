import BasketPipeline
import KafkaLog

/// A worker's place in the simulated group.
struct SimulatedConsumer: PartitionLog, ~Copyable {
    private let instance: SimulatedInstance

    init(_ instance: SimulatedInstance) {
        self.instance = instance
    }

    deinit {
        // A process that crashed says no good-bye.
        if instance.isAlive { instance.world.group.leave(instance.member) }
    }

    mutating func poll(
        limit: Int, timeoutMilliseconds: Int32
    ) throws(KafkaLogError) -> LogBatch {
        try pass("poll")
        return instance.member.poll(limit: limit)
    }

    mutating func assign(_ places: [PartitionOffset]) throws(KafkaLogError) {
        try pass("assign")
        instance.member.assign(places)
    }

    mutating func release(_ partitions: [Int32]) throws(KafkaLogError) {
        try pass("release")
        instance.member.release(partitions)
    }

    mutating func seek(_ place: PartitionOffset) throws(KafkaLogError) {
        try pass("seek")
        instance.member.seek(place)
    }

    mutating func pause(_ partitions: [Int32]) throws(KafkaLogError) {
        try pass("pause")
        instance.member.pause(partitions)
    }

    mutating func resume(_ partitions: [Int32]) throws(KafkaLogError) {
        try pass("resume")
        instance.member.resume(partitions)
    }

    func commit(_ places: [PartitionOffset]) {
        // Advisory: nothing hangs on it, and nothing reads it here.
        instance.world.call(instance, "commit")
    }

    private func pass(_ name: StaticString) throws(KafkaLogError) {
        guard instance.world.call(instance, name) else {
            throw .fatal(reason: "the process has crashed")
        }
    }
}
