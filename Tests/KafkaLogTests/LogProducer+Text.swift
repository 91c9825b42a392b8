import KafkaLog

extension LogProducer {
    /// Sends text; `nil` for no key.
    mutating func send(
        _ key: String?, _ value: String, partition: Int32? = nil
    ) throws(KafkaLogError) {
        let value = Array(value.utf8)
        let key = key.map { Array($0.utf8) }
        // The closures cannot throw typed errors through the standard library's pointers.
        let result: Result<Void, KafkaLogError> = value.withUnsafeBytes { value in
            guard let key else {
                return Self.outcome { () throws(KafkaLogError) in
                    try send(
                        key: UnsafeRawBufferPointer(start: nil, count: 0), value: value,
                        partition: partition)
                }
            }
            return key.withUnsafeBytes { key in
                Self.outcome { () throws(KafkaLogError) in
                    try send(key: key, value: value, partition: partition)
                }
            }
        }
        try result.get()
    }

    private static func outcome(
        _ body: () throws(KafkaLogError) -> Void
    ) -> Result<Void, KafkaLogError> {
        do throws(KafkaLogError) {
            try body()
            return .success(())
        } catch {
            return .failure(error)
        }
    }

    /// So many records "k0" … with values "v0" …, acknowledged.
    mutating func fill(_ count: Int, partition: Int32? = nil, from first: Int = 0) throws {
        for index in first..<first + count {
            try send("k\(index)", "v\(index)", partition: partition)
        }
        try flush(timeout: .seconds(30))
    }
}
