/// What was done to the processors in a run.
public enum Fault: Int, CaseIterable, Sendable {
    case crash
    case crashAtACall
    case pause
    case pauseAtACall
    case overlap
    case stop
    case start
    case rebalance
    case eviction
    case cut
    case brokersAway
    case storeDown
    case connectionLost
    case replyLost
    case commitLost
    case refusal
    case takeOverReplyLost
    case repeatedFetch
    case retention
    case damage
    case wallClockJump
    case forgetting
}

/// How often each fault came.
public struct FaultCounts: Sendable {
    private var counts = [Int](repeating: 0, count: Fault.allCases.count)

    public subscript(_ fault: Fault) -> Int { counts[fault.rawValue] }

    public var total: Int { counts.reduce(0, +) }

    mutating func add(_ fault: Fault) { counts[fault.rawValue] += 1 }

    public mutating func add(_ others: FaultCounts) {
        for index in counts.indices { counts[index] += others.counts[index] }
    }
}
