/// A value as JSON writes it, for output that programs read: one object a line (`--json`).
///
///     JSONValue.object([("shopper", .text("u-7")), ("risk", .number(0.94))]).text
///     // {"shopper":"u-7","risk":0.94}
public enum JSONValue: Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// Written with as many digits as it takes to read the same number; `null` when not finite.
    case number(Double)
    case text(String)
    case list([JSONValue])
    /// In this order.
    case object([(name: String, value: JSONValue)])

    /// `null` for `nil`.
    public init(_ value: Int64?) { self = value.map { .integer($0) } ?? .null }
    public init(_ value: Double?) { self = value.map { .number($0) } ?? .null }
    public init(_ value: String?) { self = value.map { .text($0) } ?? .null }

    /// The JSON text (RFC 8259), on one line.
    public var text: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .integer(let value): "\(value)"
        case .number(let value): value.isFinite ? "\(value)" : "null"
        case .text(let value): JSONValue.quoted(value)
        case .list(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
        case .object(let fields):
            "{"
                + fields.map { "\(JSONValue.quoted($0.name)):\($0.value.text)" }
                .joined(separator: ",") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            // C1 steers terminals as ESC does.
            case _ where scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value):
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
