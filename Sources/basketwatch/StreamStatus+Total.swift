import BasketConsole
import BasketSessions
import BasketStore

extension StreamStatus {
    /// All partitions' ledgers added up.
    var total: Ledger {
        var total = Ledger(firstOffset: 0)
        for ledger in partitions.map(\.ledger) {
            total.nextOffset += ledger.nextOffset - ledger.firstOffset
            total.read += ledger.read
            total.absent += ledger.absent
            total.lost += ledger.lost
            total.applied += ledger.applied
            total.duplicate += ledger.duplicate
            total.late += ledger.late
            total.quarantined += ledger.quarantined
            total.clamped += ledger.clamped
            total.keyless += ledger.keyless
            total.cut += ledger.cut
            total.sessions.add(ledger.sessions)
            total.baskets.add(ledger.baskets)
        }
        return total
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

extension Ledger {
    /// The first two equations, as people read them.
    var inWords: String {
        "read \(Figure.count(read)) = applied \(Figure.count(applied))"
            + " + duplicate \(Figure.count(duplicate)) + late \(Figure.count(late))"
            + " + quarantined \(Figure.count(quarantined));"
            + " absent \(Figure.count(absent)), lost \(Figure.count(lost))"
    }
}
