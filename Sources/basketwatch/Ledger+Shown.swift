import BasketConsole
import BasketSessions

extension Ledger {
    /// Several partitions' ledgers added up; offsets are counted from 0.
    init(sum ledgers: [Ledger]) {
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
            clamped += ledger.clamped
            keyless += ledger.keyless
            cut += ledger.cut
            sessions.add(ledger.sessions)
            baskets.add(ledger.baskets)
        }
    }

    /// By the names of SQL's view `ledger`; the offsets are left out, which a sum has none of.
    var countFields: [(name: String, value: JSONValue)] {
        [
            ("read", .integer(read)), ("absent", .integer(absent)), ("lost", .integer(lost)),
            ("applied", .integer(applied)), ("duplicate", .integer(duplicate)),
            ("late", .integer(late)), ("quarantined", .integer(quarantined)),
            ("clamped", .integer(clamped)), ("keyless", .integer(keyless)), ("cut", .integer(cut)),
        ] + sessions.fields("sessions") + baskets.fields("baskets")
            + [("is_balanced", .bool(differences.isEmpty))]
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

    fileprivate func fields(_ name: String) -> [(name: String, value: JSONValue)] {
        [
            ("opened", opened), ("open", open), ("purchased", purchased),
            ("abandoned", abandoned), ("browsed", browsed), ("merged", merged),
            ("forgotten", forgotten), ("lost", lost),
        ].map { ("\(name)_\($0.0)", .integer($0.1)) }
    }

    /// The third equation, as people read it.
    var inWords: String {
        "opened \(Figure.count(opened)) = open \(Figure.count(open))"
            + " + purchased \(Figure.count(purchased)) + abandoned \(Figure.count(abandoned))"
            + " + browsed \(Figure.count(browsed)) + merged \(Figure.count(merged))"
    }
}
