import BasketConsole
import BasketSessions

extension Ledger {
    /// The first two equations, as people read them.
    var inWords: String {
        "read \(Figure.count(read)) = applied \(Figure.count(applied))"
            + " + duplicate \(Figure.count(duplicate)) + late \(Figure.count(late))"
            + " + quarantined \(Figure.count(quarantined));"
            + " absent \(Figure.count(absent)), lost \(Figure.count(lost))"
    }

    /// By the names of SQL's view `ledger`; the offsets are left out, which a sum has none of.
    var countFields: [(name: String, value: JSONValue)] {
        [
            ("read", .integer(read)), ("absent", .integer(absent)), ("lost", .integer(lost)),
            ("applied", .integer(applied)), ("duplicate", .integer(duplicate)),
            ("late", .integer(late)), ("quarantined", .integer(quarantined)),
            ("unkept", .integer(unkept)), ("clamped", .integer(clamped)),
            ("keyless", .integer(keyless)), ("cut", .integer(cut)),
        ] + sessions.fields("sessions") + baskets.fields("baskets")
    }
}

extension SessionCounts {
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
