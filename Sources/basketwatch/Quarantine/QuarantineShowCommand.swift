import BasketConsole
import BasketEvents
import BasketFiles
import BasketStore

struct QuarantineShowCommand: Command {
    static let name = "quarantine show"
    static let summary = "Show one record that could not be used: why, and what it holds."
    static let note = """
        Key and value are shown as text where they are text, with control characters written out, else as \
        bytes. --raw writes the value as it is, to mend it with other tools. Ends with 1 when there is no \
        such record.
        """
    static let settings = SettingList(titled: "Quarantine", .raw, .json) + .store
    static let operands = Operands(
        "PARTITION:OFFSET", "where the record lies, as the list shows it")
    static let examples = [
        Example("quarantine show 3:1042", "why it could not be used, and what it holds"),
        Example(
            "quarantine show 3:1042 --raw", "the value, byte by byte, for a file or another tool"),
    ]

    func run(_ settings: Settings, operands: [String], on console: Console) throws -> ExitCode {
        guard let place = QuarantinePlace(operands[0]) else {
            throw CommandFailure.usage(
                "'\(HarmlessText.of(operands[0]))' names no record: it is PARTITION:OFFSET, as in 3:1042."
            )
        }
        guard !(settings[.json] && settings[.raw]) else {
            throw CommandFailure.usage(
                "--json and --raw exclude each other: one of them at a time.")
        }
        let store = StoreSettings(settings, on: console)
        guard let record = try StoreReader(store).quarantined(place) else {
            throw CommandFailure(
                "No record \(place) is in quarantine. `\(store.schema.command("quarantine list"))` "
                    + "shows which are.")
        }
        if settings[.raw] {
            var output = try OutputFile(path: "-")
            try (record.value ?? []).withUnsafeBytes { bytes in try output.write(bytes) }
            try output.finish()
        } else if settings[.json] {
            console.line(JSONValue.object(record.entry.fields + record.contents).text)
        } else {
            record.lines.forEach { console.line($0) }
        }
        return .success
    }
}

extension QuarantineContents {
    /// As text where they are text; else in hexadecimal digits.
    fileprivate var contents: [(name: String, value: JSONValue)] {
        [("key", key), ("value", value)].map { name, bytes in
            guard let bytes else { return (name, .null) }
            guard let text = String(validating: bytes, as: UTF8.self) else {
                return (name + "_hex", .text(bytes.map(HexLines.digits).joined()))
            }
            return (name, .text(text))
        }
    }

    fileprivate var lines: [String] {
        var lines = ["record      \(HarmlessText.of(topic)) \(entry.place)"]
        if let milliseconds = entry.loggedMilliseconds {
            lines.append("logged      \(EventTime(milliseconds: milliseconds).clockText) UTC")
        }
        lines.append("reason      \(entry.reason)")
        if let words = RefusalReason(rawValue: entry.reason)?.inWords {
            lines.append("means       \(words.meaning)")
            lines.append("what to do  \(words.advice)")
        }
        lines.append("put back    \(entry.putBack.isEmpty ? "not yet" : entry.putBack)")
        lines += QuarantineContents.shown("key", key)
        let size = Figure.size(entry.sizeBytes)
        let kept = isWhole ? size : "\(size), of which the beginning is kept"
        lines += QuarantineContents.shown("value", value, remark: " (\(kept))")
        return lines
    }

    private static func shown(
        _ name: String, _ bytes: [UInt8]?, remark: String = ""
    ) -> [String] {
        guard let bytes else { return ["\(name)\(remark): none"] }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return ["\(name)\(remark), bytes that are no UTF-8:"] + HexLines.of(bytes)
        }
        return ["\(name)\(remark):", "  " + HarmlessText.of(text)]
    }
}
