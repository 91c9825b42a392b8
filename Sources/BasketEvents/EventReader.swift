/// Reads native JSON events from raw bytes, without allocating.
///
/// One reader a worker: it owns the scratch memory that unescaped texts live in.
public struct EventReader: ~Copyable {
    /// What the last successful ``read(_:)`` found. Its texts are gone at the next read.
    public private(set) var event = ShopEvent()

    public init() {}

    /// Reads one record's value into ``event``.
    ///
    /// - Returns: `nil` when the event can be used, else why not; ``event`` then means nothing.
    public mutating func read(_ bytes: UnsafeRawBufferPointer) -> RefusalReason? {
        .badJSON
    }
}
