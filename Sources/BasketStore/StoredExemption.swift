/// Why a stored row may be another than follows from the log.
public enum StoredExemption: String, Sendable {
    /// Late records were put back: they amended the row, or made it.
    case amended
    /// Its session was given up, since the log had lost what it was made of.
    case lost
    /// Counts that may have been amended with outcomes of a day that is no longer kept.
    case forgottenDay
}
