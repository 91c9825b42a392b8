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
