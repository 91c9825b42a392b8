import BasketStore

/// A transaction on the simulated server.
final class SimulatedTransaction {
    enum Phase: Equatable {
        case locking
        /// Holds its locks and waits for its client.
        case open
        /// COMMIT has been sent, and is carried out then.
        case committing(Int64)
        case committed
        case aborted
    }

    let session: SimulatedSession
    var phase = Phase.locking
    /// Rows still to be locked, in order.
    var wanted: [Int32]
    var held: [Int32] = []
    /// Since when it has waited: for locks, or for its client.
    var since: Int64
    var hasTimedOut = false
    /// The client's end is gone; the server notices then.
    var abortsAt: Int64?
    var parts: [PartitionFlush] = []

    init(_ session: SimulatedSession, _ wanted: [Int32], at time: Int64) {
        self.session = session
        self.wanted = wanted
        since = time
    }

    var isOver: Bool { phase == .committed || phase == .aborted }
}

/// A connection: who breaks it, breaks it for both ends.
final class SimulatedSession {
    var isBroken = false
}
