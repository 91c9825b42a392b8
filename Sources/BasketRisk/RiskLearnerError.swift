/// Why a stored learner could not be read, and what to do about it.
public enum RiskLearnerError: Error, Hashable {
    /// The bytes do not begin as a learner's do.
    case notALearner
    /// It is of another kind than asked for.
    case otherKind(found: String, wanted: String)
    /// It was stored by a newer program, in a format this one does not know.
    case newerFormat(UInt8)
    /// It was made for other features, bins or crosses than this program computes.
    case otherFeatures
    /// Its checksum is another one, or its parts do not fit: it was cut off or changed.
    case damaged
}

extension RiskLearnerError: CustomStringConvertible {
    /// What failed, on which thing, and the next step.
    public var description: String {
        switch self {
        case .notALearner:
            "The stored learner is none of this program: it begins as something else. "
                + "Restore it from a backup, or train a new version."
        case .otherKind(let found, let wanted):
            "The stored learner is of the kind '\(found)', not '\(wanted)'. "
                + "Read it as what it is, or train a new version."
        case .newerFormat(let format):
            "The stored learner has format \(format), and this program reads format "
                + "\(LearnerBytes.format). Use the program that stored it, or a newer one."
        case .otherFeatures:
            "The stored learner was made for other features than this program computes. "
                + "Use the program that stored it, or train a new version."
        case .damaged:
            "The stored learner is damaged: its checksum or its parts do not fit. "
                + "Restore it from a backup, or train a new version."
        }
    }
}
