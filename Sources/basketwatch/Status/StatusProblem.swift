import BasketStore

/// Something that is wrong with a stream, and the next step.
struct StatusProblem {
    /// What sort of thing it is, for programs.
    enum Kind: String {
        case noStream = "no_stream"
        case partitionStopped = "partition_stopped"
        case ledgerDiffers = "ledger_differs"
        case noOwner = "no_owner"
        case ownerSilent = "owner_silent"
        case topicLooksWrong = "topic_looks_wrong"
        case quarantineHigh = "quarantine_high"
        case lateHigh = "late_high"
        case duplicatesHigh = "duplicates_high"
    }

    let kind: Kind
    /// The partitions that it is about; empty: all.
    let partitions: [Int32]
    /// What is wrong, a sentence.
    let text: String
    /// What to do, a sentence.
    let nextStep: String

    var inWords: String { "\(text) \(nextStep)" }

    static func noStream(in schema: SchemaName) -> StatusProblem {
        StatusProblem(
            kind: .noStream, partitions: [], text: "No processor has run yet.",
            nextStep: "Start one with `\(schema.command("run"))`.")
    }
}
