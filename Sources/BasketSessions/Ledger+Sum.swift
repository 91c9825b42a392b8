extension Ledger {
    /// Several partitions' ledgers added up. Offsets of different partitions have no sum: the new ones
    /// count from 0.
    public init(sum ledgers: [Ledger]) {
        self.init(firstOffset: 0)
        for ledger in ledgers {
            nextOffset += ledger.nextOffset - ledger.firstOffset
            read += ledger.read
            absent += ledger.absent
            lost += ledger.lost
            applied += ledger.applied
            duplicate += ledger.duplicate
            late += ledger.late
            quarantined += ledger.quarantined
            unkept += ledger.unkept
            clamped += ledger.clamped
            keyless += ledger.keyless
            cut += ledger.cut
            sessions.add(ledger.sessions)
            baskets.add(ledger.baskets)
        }
    }
}

extension SessionCounts {
    fileprivate mutating func add(_ other: SessionCounts) {
        opened += other.opened
        open += other.open
        purchased += other.purchased
        abandoned += other.abandoned
        browsed += other.browsed
        merged += other.merged
        forgotten += other.forgotten
        lost += other.lost
    }
}
