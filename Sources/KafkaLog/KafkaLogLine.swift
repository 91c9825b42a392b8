/// One line that librdkafka wrote to its log.
public struct KafkaLogLine: Hashable, Sendable {
    /// How grave it is, as syslog says it: 3 error, 4 warning, 5 notice, 6 information, 7
    /// debugging.
    public let severity: Int32
    /// librdkafka's short word for the kind of line, as `FAIL` or `TERMINATE`.
    public let facility: String
    public let text: String

    public init(severity: Int32, facility: String, text: String) {
        self.severity = severity
        self.facility = facility
        self.text = text
    }
}

extension KafkaLogLine {
    /// A text of librdkafka's without what only says how its threads got there: the thread's name,
    /// protocol and role of the connection, how long it lasted. So the same trouble reads the same
    /// every time.
    static func plain(_ text: String) -> String {
        var rest = text[...]
        if rest.hasPrefix("[thrd:"), let end = rest.firstRange(of: "]: ") {
            rest = rest[end.upperBound...]
        }
        var address = ""
        // "ssl://host:9093/bootstrap: reason", "host:9093/1: reason"
        let connection = rest.prefix { $0 != " " }
        if connection.hasSuffix(":"), connection.contains("/") {
            let start = connection.firstRange(of: "://")?.upperBound ?? connection.startIndex
            address = connection[start...].prefix { $0 != "/" } + ":"
            rest = rest[connection.endIndex...]
        }
        // "reason (after 8ms in state SSL_HANDSHAKE, 1 identical error(s) suppressed)"
        if let after = rest.firstRange(of: " (after "), rest.contains("ms in state ") {
            rest = rest[..<after.lowerBound]
        }
        // OpenSSL's own address for its reason: "error:0A000126:SSL routines::unexpected eof".
        var reason = String(rest)
        if let start = reason.firstRange(of: "error:"),
            let end = reason[start.upperBound...].firstRange(of: "::")
        {
            reason.removeSubrange(start.lowerBound..<end.upperBound)
        }
        return address + reason
    }
}
