import BasketEvents
import BasketSessions
import BasketStore
import KafkaLog

/// Holds what is stored against what the log says: runs the same records and recorded inputs through
/// the same sessions and models once more, and compares row by row, bit by bit.
///
/// Writes nothing and joins no group. What is stored is seen as of the moment it begins, so a processor
/// may go on. Memory is that of one partition's state and of a page of each table.
public struct Verification: ~Copyable {
    private let settings: VerificationSettings
    private let snapshot: StoreSnapshot
    private let stream: StoredStream
    private let partitions: [StoredPartition]
    private let ranges: [Int32: LogCluster.Range]
    private let isEmbedded: Bool
    private let models: ModelShelf
    private var report: VerificationReport

    static let timeout = Duration.seconds(5)

    /// Takes the look at the store, then asks where the log begins and ends.
    public init(_ settings: VerificationSettings) throws {
        let snapshot = try StoreSnapshot(settings.store)
        guard let stream = try snapshot.stream() else { throw VerificationError.noStream }
        if let asked = settings.topic, asked != stream.topic {
            throw VerificationError.otherTopic(stored: stream.topic, asked: asked)
        }
        let stored = try snapshot.partitions()
        let known = Set(stored.map(\.partition))
        if let unknown = settings.partitions?.subtracting(known).min() {
            throw VerificationError.noSuchPartition(unknown, known: known.count)
        }
        let partitions = stored.filter { settings.partitions?.contains($0.partition) ?? true }

        let cluster = try LogCluster(settings.kafka)
        let count = try cluster.partitionCount(stream.topic, timeout: Verification.timeout)
        if let beyond = partitions.map(\.partition).first(where: { $0 >= count }) {
            throw VerificationError.topicShrank(topic: stream.topic, partition: beyond)
        }
        let ranges = try cluster.ranges(
            stream.topic, partitions: partitions.map(\.partition), timeout: Verification.timeout)
        let isEmbedded = try cluster.isEmbedded(timeout: Verification.timeout)
        self.partitions = partitions
        self.ranges = ranges
        self.isEmbedded = isEmbedded
        models = ModelShelf(snapshot)
        self.settings = settings
        self.snapshot = snapshot
        self.stream = stream
        report = VerificationReport()
    }

    /// How many offsets there are at most to run again.
    public var total: Int64 {
        partitions.reduce(0) { $0 + $1.ledger.nextOffset - $1.ledger.firstOffset }
    }

    /// Compares partition by partition.
    ///
    /// - Parameters:
    ///   - stop: ends it early, with what has been found by then.
    ///   - progress: is told of records run again, as often as some have been.
    public consuming func run(
        until stop: StopSignal, _ progress: (Int) -> Void = { _ in }
    ) throws -> VerificationReport {
        var tables = try VerifiedTables(
            snapshot, partitions.map(\.partition), generation: stream.generation,
            showing: settings.shown)
        for stored in partitions where !stop.isRaised {
            do {
                try verify(stored, &tables, until: stop, progress)
            } catch let impossible as PartitionCourse.Impossible {
                try tables.skip(stored.partition, because: "their partition could not be run again")
                report.partitions.append(
                    VerificationReport.Partition(
                        partition: stored.partition, from: stored.ledger.nextOffset,
                        to: stored.ledger.nextOffset, stop: impossible.reason))
            }
        }
        tables.tell(&report, showing: settings.shown)
        report.isStopped = stop.isRaised
        return report
    }

    private mutating func verify(
        _ stored: StoredPartition, _ tables: inout VerifiedTables, until stop: StopSignal,
        _ progress: (Int) -> Void
    ) throws {
        guard let range = ranges[stored.partition] else {
            throw KafkaLogError.timedOut(
                operation: "asking where partition \(stored.partition) begins")
        }
        let course = try PartitionCourse(
            stored, generation: stream.generation, log: range, settings.checkpoint, in: snapshot)
        if course.isFromCheckpoint {
            try tables.skip(stored.partition, before: course.inputs.offset)
        }
        let (snapshot, models) = (snapshot, models)
        let rerun = PartitionRerun(
            PartitionRerun.Course(
                state: course.state,
                inputs: InputPages(from: course.inputs) {
                    try snapshot.inputs(of: stored.partition, from: $0)
                },
                model: try course.modelVersion.flatMap { try models.find($0) },
                isEmbedded: isEmbedded, keepsBaskets: false, findModel: { try models.find($0) }))
        var verifier = PartitionVerifier(
            course, rerun, settings, findModel: { try models.find($0) })
        var told = VerificationReport.Partition(
            partition: stored.partition, from: course.inputs.offset,
            to: stored.ledger.nextOffset, isFromCheckpoint: course.isFromCheckpoint)
        let done = report.records
        var reading = PartitionReading(
            stream.topic, stored.partition, from: course.readFrom, to: stored.ledger.nextOffset,
            settings.kafka.tuned(isEmbedded: isEmbedded)
                .readingAhead(bytes: PipelineLimit.readAheadBytes, consumers: 1))
        do {
            try reading.run(&verifier, &tables, until: stop) {
                told.records = $0
                progress(done + $0)
            }
            if stop.isRaised {
                told.stop = "it was stopped early"
                told.to = verifier.nextOffset
            } else {
                try verifier.finish(&tables)
            }
        } catch let gap as PartitionRerun.Gap {
            told.stop =
                "the log lost the records from offset \(gap.from) to \(gap.to - 1) while it was read"
            told.to = gap.from
            try verifier.compare(&tables, upTo: gap.from)
            try tables.skip(
                stored.partition, because: "their partition could not be run again so far")
        }
        report.partitions.append(told)
    }
}
