import BasketStore

/// What a verification has found.
public struct VerificationReport: Sendable {
    /// How the rows of a kind compare.
    public struct Tally: Hashable, Sendable {
        public var equal = 0
        public var different = 0
        /// Replayed, and not stored.
        public var missing = 0
        /// Stored, and not replayed.
        public var extra = 0
        /// By the reason why.
        public var notCompared: [String: Int] = [:]

        public init() {}

        /// Rows there are on both sides.
        public var compared: Int { equal + different }
        public var differences: Int { different + missing + extra }
        public var notComparedCount: Int { notCompared.values.reduce(0, +) }
    }

    /// How much of a partition was compared.
    public struct Partition: Hashable, Sendable {
        public let partition: Int32
        /// The offsets that were run again.
        public var from: Int64
        public var to: Int64
        public var isFromCheckpoint = false
        public var records = 0
        /// Why it was not compared, or no further; `nil`: it was, to the end.
        public var stop: String?
    }

    public internal(set) var tallies: [VerifiedKind: Tally] = [:]
    public internal(set) var partitions: [Partition] = []
    /// The first of the differences.
    public internal(set) var shown: [VerifiedDifference] = []
    /// Whether it was ended early.
    public internal(set) var isStopped = false

    public func tally(_ kind: VerifiedKind) -> Tally { tallies[kind] ?? Tally() }

    public var records: Int { partitions.reduce(0) { $0 + $1.records } }
    public var compared: Int { tallies.values.reduce(0) { $0 + $1.compared } }
    public var differences: Int { tallies.values.reduce(0) { $0 + $1.differences } }
    public var notCompared: Int { tallies.values.reduce(0) { $0 + $1.notComparedCount } }
    /// Whether every partition was run again up to what is committed.
    public var isWhole: Bool { !isStopped && partitions.allSatisfy { $0.stop == nil } }
}
