/// What a native event may not exceed: each limit has its own ``RefusalReason``.
public enum EventLimits {
    /// Of a whole record, in bytes.
    public static let recordBytes = 65_536
    /// Of `id`, `shopper_id`, `session_id`, `product_id` and `order_id`, unescaped, in bytes.
    public static let idBytes = 256
    /// Of every other text, unescaped, in bytes.
    public static let textBytes = 4_096
    /// Of objects and arrays one within the other, the record's own object included.
    public static let nestingLevels = 32
    /// From 2000-01-01 to 2100-01-01 00:00 UTC, in milliseconds since 1970.
    public static let timeMilliseconds: ClosedRange<Int64> = 946_684_800_000...4_102_444_800_000
    public static let quantity: ClosedRange<Int64> = 1...1_000_000
    /// Of prices, shipping quotes and order values, in minor units.
    public static let amountMinor: ClosedRange<Int64> = 0...1_000_000_000_000
    public static let step: ClosedRange<Int64> = 0...1_000
}
