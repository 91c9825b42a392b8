import BasketConsole
import BasketSessions
import BasketStore

struct StatusCommand: Command {
    static let name = "status"
    static let summary = "Show where the stream stands: lag, owners and the ledger."
    static let note = "Ends with 1 when the ledger of a partition does not balance."
    static let settings = SettingList.store
    static let examples = [
        Example("status --database-url postgresql://localhost/shop", "one line a partition"),
        Example("status", "the database taken from PGHOST and its like"),
    ]

    func run(_ settings: Settings, operands: [String], on console: Console) throws -> ExitCode {
        guard let status = try StoreReader(StoreSettings(settings, on: console)).status() else {
            console.line("No processor has run yet. Start one with `basketwatch run`.")
            return .success
        }
        console.line("topic \(status.topic), group \(status.group)")
        console.show(StatusCommand.table(status.partitions))
        console.line()
        console.line(status.total.inWords)

        let unbalanced = status.partitions.filter { !$0.ledger.differences.isEmpty }
        for partition in unbalanced {
            let differences = partition.ledger.differences.joined(separator: "; ")
            console.line("partition \(partition.partition) does not balance: \(differences)")
        }
        return unbalanced.isEmpty ? .success : .failure
    }

    private static func table(_ partitions: [PartitionStatus]) -> Table {
        var table = Table([
            .right("partition"), .right("next"), .right("lag"), .right("open"), .right("baskets"),
            .right("purchased"), .right("abandoned"), .right("last flush"), .left("ledger"),
            .left("owner"),
        ])
        for row in partitions {
            table.add([
                "\(row.partition)",
                Figure.count(row.ledger.nextOffset),
                row.lag.map { Figure.count($0) } ?? "–",
                Figure.count(row.ledger.sessions.open),
                Figure.count(row.ledger.baskets.open),
                Figure.count(row.ledger.sessions.purchased),
                Figure.count(row.ledger.sessions.abandoned),
                row.flushAgeSeconds.map { Figure.duration(.seconds($0)) + " ago" } ?? "–",
                row.ledger.differences.isEmpty ? "balances" : "DIFFERS",
                row.owner ?? "nobody",
            ])
        }
        return table
    }
}

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
        }
        return total
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
