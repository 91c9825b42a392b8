import BasketEvents
import BasketSessions

/// Who takes a partition over, and what it starts from if nobody has had it before.
public struct TakeOver: Sendable {
    public var partition: Int32
    public var topic: String
    /// The consumer group. One schema holds one stream: a topic and a group.
    public var group: String
    /// A name people find the instance by: host, process, worker.
    public var owner: String
    /// Where a partition without a row starts that the topic had when the stream began. Not used
    /// otherwise.
    public var startOffset: Int64
    /// The same of one that the topic got since, all of which is ours to read: its beginning.
    public var beginning: Int64
    /// How many partitions the topic has, noted for a stream that begins; `nil`: not known.
    public var topicPartitions: Int32?
    /// The settings that shape the state, encoded by the caller: stored for a new partition.
    public var settings: [UInt8]

    /// - Parameter beginning: `startOffset` unless given.
    public init(
        partition: Int32, topic: String, group: String, owner: String, startOffset: Int64,
        beginning: Int64? = nil, topicPartitions: Int32? = nil, settings: [UInt8]
    ) {
        self.partition = partition
        self.topic = topic
        self.group = group
        self.owner = owner
        self.startOffset = startOffset
        self.beginning = beginning ?? startOffset
        self.topicPartitions = topicPartitions
        self.settings = settings
    }
}

/// A partition that is ours until somebody takes a higher epoch, and where it stands.
public struct Ownership: Sendable {
    public struct Checkpoint: Sendable {
        public let offset: Int64
        /// Its chunks, one behind the other.
        public let bytes: [UInt8]
        /// Of the inputs recorded at its offset it holds those before this ordinal, and this one
        /// perhaps.
        public let inputOrdinal: Int32

        package init(offset: Int64, bytes: [UInt8], inputOrdinal: Int32) {
            self.offset = offset
            self.bytes = bytes
            self.inputOrdinal = inputOrdinal
        }
    }

    /// What a state is made from, and brought up to what is committed.
    public struct StateSource: Sendable {
        /// `nil`: there is none, the state starts empty at the first offset.
        public let checkpoint: Checkpoint?
        /// From the checkpoint's place on, in order.
        public let recordedInputs: [RecordedInput]

        public init(checkpoint: Checkpoint?, recordedInputs: [RecordedInput]) {
            self.checkpoint = checkpoint
            self.recordedInputs = recordedInputs
        }
    }

    public let partition: Int32
    public let epoch: Int64
    /// The number of the last flush that was written; the next one's is one more.
    public let flushNumber: Int64
    /// Counts how often the topic was made anew; part of the session keys.
    public let generation: UInt8
    /// As of the last flush; its `nextOffset` is where to go on.
    public let ledger: Ledger
    public let watermark: EventTime
    /// The settings that shaped the state up to `ledger.nextOffset`.
    public let settings: [UInt8]
    /// The newest whole checkpoint; `nil`: none yet, the state starts empty at the first offset.
    public private(set) var checkpoint: Checkpoint?
    /// From the checkpoint's place on, in order.
    public private(set) var recordedInputs: [RecordedInput]
    /// The model in force there, as recorded; `nil`: none yet.
    public let modelVersion: Int32?
    /// How many sessions of a former owner had to be ended, since their transactions kept the row.
    public internal(set) var endedSessions = 0

    package init(
        partition: Int32, epoch: Int64, flushNumber: Int64, generation: UInt8, ledger: Ledger,
        watermark: EventTime, settings: [UInt8], checkpoint: Checkpoint?,
        recordedInputs: [RecordedInput], modelVersion: Int32?
    ) {
        self.partition = partition
        self.epoch = epoch
        self.flushNumber = flushNumber
        self.generation = generation
        self.ledger = ledger
        self.watermark = watermark
        self.settings = settings
        self.checkpoint = checkpoint
        self.recordedInputs = recordedInputs
        self.modelVersion = modelVersion
    }

    /// The same partition, its state made from something else.
    public func starting(from source: StateSource) -> Ownership {
        var other = self
        other.checkpoint = source.checkpoint
        other.recordedInputs = source.recordedInputs
        return other
    }
}
