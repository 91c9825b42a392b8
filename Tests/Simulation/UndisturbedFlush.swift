import BasketStore

/// A part of what comes of an undisturbed run.
struct UndisturbedFlush {
    let flush: PartitionFlush
    /// Which models made the scores, by moment.
    let versions: [Int32]
    /// Whose rows go behind it; `nil`: nobody's.
    let forgottenShopper: String?
}
