import BasketSessions

/// Records that the log has deleted before they were read, passed over on request.
extension OwnedPartition {
    /// The log begins at `start` now. Goes on there, or behind what is committed.
    ///
    /// While what is committed is still being run again, its state cannot be made any more: the open
    /// sessions are given up as lost. A checkpoint is due at once, since nobody could run again what
    /// lies before it.
    func passOver(to start: Int64, at now: ContinuousClock.Instant) throws(CheckpointError) {
        let place = state.ledger.nextOffset
        if isLive {
            guard start > place else { return }
            try change(.loss(next: start))
            newlyLost = place..<start
        } else {
            let next = max(start, committed)
            try giveUpRecovery(next: next, at: now)
            pending.givesUpBaskets = true
            newlyLost = place..<next
        }
        schedule.demand()
    }
}
