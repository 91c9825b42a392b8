import BasketSessions

/// The kinds of moments that figures are told for.
public struct DecisionPoints: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// The first add.
    public static let firstAdd = DecisionPoints(rawValue: 1)
    /// Each add, remove and checkout.
    public static let changes = DecisionPoints(rawValue: 2)
    /// After each silence.
    public static let silences = DecisionPoints(rawValue: 4)
    /// The K-th moment of a session, K drawn from 1 to 10 by a hash (``drawnOrdinal(of:)``), if it has
    /// so many.
    ///
    /// Not a draw among all moments of a closed session: an abandoned one has more of them, in
    /// silence, so that such a draw would tell the label.
    public static let drawn = DecisionPoints(rawValue: 8)

    /// All of them, with the letters that they go by.
    public static let all: [(points: DecisionPoints, letter: String)] = [
        (.firstAdd, "a"), (.changes, "b"), (.silences, "c"), (.drawn, "dk"),
    ]

    public init(of moment: Moment) {
        self = []
        switch moment.cause {
        case .add:
            insert(.changes)
            if moment.facts.adds == 1 { insert(.firstAdd) }
        case .remove, .checkout: insert(.changes)
        case .silence: insert(.silences)
        case .cancel: break
        }
    }

    /// Which moment of a session is ``drawn``: 1 more than the first 15 hexadecimal digits of the
    /// SHA-256 of `k` and the session's id, modulo 10.
    public static func drawnOrdinal(of sessionID: some Collection<UInt8>) -> UInt32 {
        1 + UInt32((SHA256.prefix(of: [UInt8(ascii: "k")] + sessionID) >> 4) % 10)
    }
}
