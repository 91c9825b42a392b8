import BasketEvents

/// A log record that owns its bytes.
struct TestRecord: Sendable {
    var key: [UInt8]?
    var value: [UInt8]
    var timestamp: Int64?

    /// Lends the record as the log would.
    func lend(offset: Int64, _ body: (LogRecord) -> Void) {
        value.withUnsafeBytes { value in
            guard let key else {
                let none = UnsafeRawBufferPointer(start: nil, count: 0)
                body(record(offset, key: none, value: value))
                return
            }
            key.withUnsafeBytes { body(record(offset, key: $0, value: value)) }
        }
    }

    private func record(
        _ offset: Int64, key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer
    ) -> LogRecord {
        LogRecord(
            partition: 3, offset: offset, timestampMilliseconds: timestamp, key: key, value: value)
    }
}
