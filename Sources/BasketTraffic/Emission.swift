import BasketEvents

/// One record that the shop emits: what it is; its bytes are the source's until the next one.
public struct Emission: Hashable, Sendable {
    /// What happened to the event on its way.
    public enum Kind: UInt8, CaseIterable, Sendable {
        /// At its place and as it was written.
        case inOrder
        case outOfOrder
        case veryLate
        /// The second time; the first was ``inOrder``.
        case duplicate
        case malformed
    }

    public let kind: Kind
    /// What the shopper did (also where the bytes no longer say so).
    public let type: EventType
    /// When the shopper did it, whatever the clock of the device says.
    public let time: EventTime
    /// When the record comes, in event time: never falls from one emission to the next. Pace by it.
    public let streamTime: EventTime
}
