import BasketConsole
import BasketEvents
import BasketStore

struct QuarantineListCommand: Command {
    static let name = "quarantine list"
    static let summary = "List the records that could not be used, and why."
    static let note = """
        The latest first, by their own timestamps, without their contents: `basketwatch quarantine show` \
        has those. The columns are those of the view quarantined_records (docs/sql.md); how many there \
        are of how many is said on standard error.
        """
    static let settings =
        SettingList(titled: "Quarantine", .quarantineReason, .quarantinePartition, .quarantineLimit)
        + SettingList(titled: "output", .json, .csv)
        + .store
    static let examples = [
        Example("quarantine list --reason bad_json", "the latest that were no JSON"),
        Example("quarantine list --partition 3 --limit 1000 --csv", "for a spreadsheet"),
    ]

    func run(_ settings: Settings, operands: [String], on console: Console) throws -> ExitCode {
        guard !(settings[.json] && settings[.csv]) else {
            throw CommandFailure.usage(
                "--json and --csv exclude each other: one of them at a time.")
        }
        let query = QuarantineQuery(settings)
        let reader = try StoreReader(StoreSettings(settings, on: console))
        let counts = try reader.quarantineCounts(query)
        let entries = try reader.quarantine(query, limit: settings[.quarantineLimit])
        if settings[.json] {
            for entry in entries { console.line(JSONValue.object(entry.fields).text) }
        } else if settings[.csv] {
            console.line(CSVText.line(QuarantineEntry.names))
            for entry in entries { console.line(CSVText.line(entry.cells)) }
        } else if !entries.isEmpty {
            console.show(QuarantineListCommand.table(entries))
        }
        let words = query.inWords.isEmpty ? "" : " " + query.inWords
        console.errorLine(
            counts.records == 0
                ? "No record\(words) is in quarantine."
                : "\(Figure.count(entries.count)) of \(Figure.count(counts.records)) records\(words); "
                    + "\(Figure.count(counts.replayed)) of them have been put back.")
        return .success
    }

    private static func table(_ entries: [QuarantineEntry]) -> Table {
        var table = Table([
            .right("record"), .left("reason"), .right("size"), .left("logged (UTC)"),
            .left("put back", givesWay: true),
        ])
        for entry in entries {
            table.add([
                "\(entry.place)", entry.reason, Figure.size(entry.sizeBytes),
                entry.loggedMilliseconds.map { EventTime(milliseconds: $0).clockText } ?? "–",
                entry.putBack,
            ])
        }
        return table
    }
}

extension QuarantineEntry {
    static let names = [
        "partition", "log_offset", "reason", "logged_at", "size_bytes", "replayed_at",
        "amended_key",
    ]

    var fields: [(name: String, value: JSONValue)] {
        [
            ("partition", .integer(Int64(place.partition))), ("log_offset", .integer(place.offset)),
            ("reason", .text(reason)), ("logged_at", JSONValue(time(loggedMilliseconds))),
            ("size_bytes", .integer(sizeBytes)),
            ("replayed_at", JSONValue(time(replayedMilliseconds))),
            ("amended_key", JSONValue(amendedSession)),
        ]
    }

    fileprivate var cells: [String?] {
        [
            "\(place.partition)", "\(place.offset)", reason, time(loggedMilliseconds),
            "\(sizeBytes)", time(replayedMilliseconds), amendedSession.map { "\($0)" },
        ]
    }

    /// What has become of it since, in words; empty: nothing yet.
    var putBack: String {
        guard let replayedMilliseconds else { return "" }
        let when = EventTime(milliseconds: replayedMilliseconds).clockText
        return amendedSession.map { "\(when), in session \($0)" } ?? when
    }

    private func time(_ milliseconds: Int64?) -> String? {
        milliseconds.map { EventTime(milliseconds: $0).rfc3339 }
    }
}
