import Foundation

/// One JSON object that a command wrote, or that SQL's `row_to_json` gave.
struct ReplayLine {
    let fields: [String: Any]

    init(_ text: some StringProtocol) throws {
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
        fields = object as? [String: Any] ?? [:]
    }

    /// Every line of an output.
    static func all(_ output: String) throws -> [ReplayLine] {
        try output.split(separator: "\n").map { try ReplayLine($0) }
    }

    var what: String { text("what") }

    /// A field as text, the same however it was written: times in milliseconds, numbers by value.
    func text(_ name: String) -> String {
        switch fields[name] {
        case nil, is NSNull: return "-"
        case let number as NSNumber where CFGetTypeIDIsBool(number): return "\(number.boolValue)"
        case let number as NSNumber:
            return Int64(exactly: number).map { "\($0)" } ?? "\(number.doubleValue)"
        case let text as String: return ReplayLine.isTime(text) ? milliseconds(text) : text
        case let list as [Any]: return list.map { "\($0)" }.joined(separator: "; ")
        case let other?: return "\(other)"
        }
    }

    func number(_ name: String) -> Int64? { Int64(text(name)) }

    /// Some fields of it, as one row.
    func row(_ names: [String]) -> String { names.map(text).joined(separator: " ") }

    private static func isTime(_ text: String) -> Bool {
        text.wholeMatch(of: #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)/#) != nil
    }

    private func milliseconds(_ text: String) -> String {
        let bare = text.replacing("+00:00", with: "").replacing("Z", with: "")
        let parts = bare.split(separator: ".")
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        return parts[0] + "." + fraction + String(repeating: "0", count: max(0, 3 - fraction.count))
    }
}

/// Foundation on Linux keeps true and false as numbers of this type.
private func CFGetTypeIDIsBool(_ number: NSNumber) -> Bool {
    String(cString: number.objCType) == "c"
}
