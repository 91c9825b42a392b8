import BasketEvents
import Foundation

/// One record of a story: its line as the value, the shopper's id as the key.
public struct StoryRecord: Hashable, Sendable {
    /// `nil` where the line tells no shopper.
    public let key: [UInt8]?
    public let value: [UInt8]

    init(line: [UInt8]) {
        value = line
        // A line that is no JSON has no key: that is what many stories are about, not a failure.
        let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
        key = (object?["shopper_id"] as? String).map { Array($0.utf8) }
    }

    /// Lends the record as the log would.
    public func lend(partition: Int32, offset: Int64, _ body: (LogRecord) -> Void) {
        value.withUnsafeBytes { value in
            func lend(_ key: UnsafeRawBufferPointer) {
                body(
                    LogRecord(
                        partition: partition, offset: offset, timestampMilliseconds: nil, key: key,
                        value: value))
            }
            guard let key else { return lend(UnsafeRawBufferPointer(start: nil, count: 0)) }
            key.withUnsafeBytes(lend)
        }
    }
}
