import BasketConsole
import BasketStore

struct QuarantinePurgeCommand: Command {
    static let name = "quarantine purge"
    static let summary = "Delete records that could not be used."
    static let note = """
        Says how many would go, by reason; --yes deletes them. --reason, --older-than or both must say \
        which. Age is event time: how far the partition's watermark has moved since the record came. \
        `run --keep-quarantine` does so by itself. Needs the role basketwatch_writer.
        """
    static let settings =
        SettingList(titled: "Quarantine", .quarantineReason, .olderThan, .quarantinePartition, .yes)
        + .store
    static let examples = [
        Example("quarantine purge --older-than 7d", "what would go"),
        Example("quarantine purge --reason empty_record --yes", "deletes all tombstones"),
    ]

    func run(_ settings: Settings, operands: [String], on console: Console) throws -> ExitCode {
        let (query, age) = (QuarantineQuery(settings), settings[.olderThan])
        guard query.reason != nil || age != nil else {
            throw CommandFailure.usage(
                "Which records are to go? Name a --reason, an age (--older-than 0s: all), or both.")
        }
        let writer = try QuarantineWriter(StoreSettings(settings, on: console))
        let found = try writer.purgeable(query, olderThan: age)
        let all = found.reduce(0) { $0 + $1.records }
        guard all > 0 else {
            console.line("No such record is in quarantine: nothing to delete.")
            return .success
        }
        guard settings[.yes] else {
            var table = Table([.left("reason"), .right("records"), .right("put back before")])
            for row in found {
                table.add([row.reason, Figure.count(row.records), Figure.count(row.replayed)])
            }
            console.show(table)
            console.errorLine("\(Figure.count(all)) records would be deleted. --yes does it.")
            return .success
        }
        let deleted = try writer.purge(query, olderThan: age)
        console.line("deleted \(Figure.count(deleted)) \(deleted == 1 ? "record" : "records")")
        return .success
    }
}
