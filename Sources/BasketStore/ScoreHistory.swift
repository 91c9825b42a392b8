/// Which scored moments the table `score` keeps. `basket` holds an open one's latest in any case.
public enum ScoreHistory: String, CaseIterable, Sendable {
    /// Every moment.
    case all
    /// One row a session: its last score, written when it closes or is merged away.
    case last
    case none
}
