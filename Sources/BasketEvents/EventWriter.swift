/// Writes native JSON events into a buffer that it reuses.
public struct EventWriter {
    /// What has been written since the last ``clear()``.
    public private(set) var bytes: [UInt8] = []

    public init() {}

    public mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
    }

    /// Appends one event as a flat JSON object, without a line end. Absent fields are left out.
    public mutating func append(_ event: ShopEvent) {
    }
}
