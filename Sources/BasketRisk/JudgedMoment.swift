import BasketEvents
import BasketSessions

/// What was said of a moment, and what came of it.
public struct JudgedMoment: Hashable, Sendable {
    public let time: EventTime
    public let ordinal: UInt32
    public private(set) var points: DecisionPoints
    /// In units of 2^-20.
    public let logit: Int64
    /// No purchase came before the session closed.
    public private(set) var isAbandoned = false
    /// Of which session it is: a number that its other moments have too.
    public private(set) var session: Int32 = -1

    init(_ moment: Moment, logit: Int64) {
        time = moment.time
        ordinal = moment.ordinal
        points = DecisionPoints(of: moment)
        self.logit = logit
    }

    func labelled(isAbandoned: Bool, session: Int32, drawn: UInt32) -> JudgedMoment {
        var labelled = self
        if ordinal == drawn { labelled.points.insert(.drawn) }
        labelled.isAbandoned = isAbandoned
        labelled.session = session
        return labelled
    }
}
