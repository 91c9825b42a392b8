import BasketRisk
import BasketSessions
import BasketStore
import KafkaLog

/// What a processor needs to know.
public struct ProcessorSettings: Sendable {
    /// Where a partition starts that nobody has processed yet.
    public enum Start: String, Sendable, CaseIterable {
        case earliest
        case latest
    }

    /// What becomes of a partition whose next records the log no longer holds.
    public enum DataLoss: String, Sendable, CaseIterable {
        /// It stops, and says so.
        case fail
        /// It goes on behind the loss, which is counted.
        case skip
    }

    public var kafka: KafkaSettings
    public var store: StoreSettings
    public var topic: String
    public var group: String
    public var sessions = SessionSettings()
    public var model = RiskModel.shipped
    public var start = Start.earliest
    public var onDataLoss = DataLoss.fail
    /// How many workers share the partitions; each is a thread, a consumer and a connection.
    public var workers = 1
    /// What people find this instance by in `stream_partition.owner`: host and process.
    public var instance: String
    /// The least time between the beginnings of two flushes of a worker.
    public var flushInterval = Duration.milliseconds(50)
    /// How many rows (scores, outcomes, quarantined) make a flush due before its time.
    public var flushRows = 50_000
    /// The time after the last checkpoint of a partition at which the next is stored.
    public var checkpointInterval = Duration.seconds(10)
    /// The same on the embedded broker, which soon forgets the records after a checkpoint.
    public var embeddedCheckpointInterval = Duration.seconds(1)
    /// The number of records after a checkpoint at which the next is stored before its time; `nil`:
    /// none.
    public var checkpointRecords: Int?
    /// How checkpoints are spread over flushes.
    package var checkpointSizes = CheckpointSizes()
    /// Whether a state whose checkpoint cannot be used is made anew from an older one, or from the
    /// log's beginning; else the partition stops.
    public var rebuildsState = false
    /// Keys and values that the consumers of all workers together may hold read ahead.
    public var readAheadBytes = PipelineLimit.readAheadBytes
    /// Rows waiting for the next flush at which a worker stops reading until one is committed.
    public var waitingRows = 200_000
    /// How long scores, outcomes and records in quarantine are kept.
    public var retention = Retention()
    /// The time between two rounds that take away what is past its time.
    public var retentionInterval = Duration.seconds(600)
    /// The time between two questions for the partitions' ends, and so between two ticks of a silent
    /// partition.
    public var endQuestionInterval = Duration.seconds(1)
    /// The time between two questions for the topic as a whole: how many partitions it has.
    public var topicQuestionInterval = Duration.seconds(5)
    /// Begins anew where the topic is another one than the one that was read.
    public var beginsNewGeneration = false
    /// How long to wait for Kafka and PostgreSQL at the start.
    public var startTimeout = Duration.seconds(30)
    /// Ends once everything that was in the topic at the start is committed.
    public var isUntilEnd = false

    public init(
        kafka: KafkaSettings, store: StoreSettings, topic: String, group: String, instance: String
    ) {
        self.kafka = kafka
        self.store = store
        self.topic = topic
        self.group = group
        self.instance = instance
    }
}

/// Bounds of the processor. Each keeps a queue, a wait or a retry finite.
public enum PipelineLimit {
    /// Bytes of texts waiting likewise: quarantined records can be large.
    static let waitingBytes = 64 << 20
    /// Keys and values that the consumers of a process hold read ahead, all together, unless set.
    public static let readAheadBytes = 64 << 20
    /// Records taken from the log between two looks at the store.
    static let batchRecords = 10_000
    /// How long one poll may wait for a record: while a flush is under way, while something waits for
    /// the next one, and with nothing to do.
    static let busyPollMilliseconds: Int32 = 1
    static let pollMilliseconds: Int32 = 5
    static let idlePollMilliseconds: Int32 = 50
    /// A worker that waits for the store polls its paused partitions this often, to stay in the group.
    static let stalledPoll = Duration.seconds(2)
    /// How long the last flush at a stop or a revocation may take.
    static let drain = Duration.seconds(4)
    /// How much longer it may take where the store comes back late: a stop takes 5 s at most.
    static let drainMargin = Duration.milliseconds(900)
    /// Between two attempts to reach a store that went away, from and to.
    static let firstRetry = Duration.milliseconds(100)
    static let lastRetry = Duration.seconds(5)
    /// An owner that hears from the broker writes of each partition at least this often, events or none.
    static let heartbeat = Duration.seconds(10)
    /// How old what a broker told at the start may be to count for a partition that comes later.
    static let firstAnswer = Duration.seconds(60)
    /// How long a partition that somebody else has taken over is left alone, before it is ours after
    /// all if the group still says so: time for whoever the group has missed to learn of it.
    static let dispute = Duration.seconds(2)
    /// Partitions that stop within this time after one another are told of in one line.
    static let quietAfterStop = Duration.milliseconds(500)
    /// A process whose partitions have all been stopped for so long has nothing to do, and ends.
    static let nothingToDo = Duration.seconds(10)
    /// Between two looks for shoppers who are to be forgotten.
    static let forgetLook = Duration.seconds(1)
    /// Answers in a row that do not know the topic, before it counts as gone.
    static let topicMisses = 2
    /// How long a partition's end must lie before our position until we believe it: behind a broker's
    /// death the next one may tell too early an end for a moment.
    static let shortLog = Duration.seconds(5)
    /// Between two lines about progress.
    static let progressLine = Duration.seconds(10)
}
