/// Why a stored checkpoint cannot be used. Nothing of it is loaded then.
public enum CheckpointError: Error, Hashable {
    case notACheckpoint
    case newer(version: UInt32, known: UInt32)
    /// The checksum or the content is wrong.
    case damaged(String)
}

extension CheckpointError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notACheckpoint:
            "The stored state is no checkpoint of Basketwatch. Delete it from the table "
                + "checkpoint to rebuild the partition from the log's beginning."
        case .newer(let version, let known):
            "The checkpoint has format \(version), and this program knows up to \(known). "
                + "Run the version that wrote it, or a newer one."
        case .damaged(let what):
            "The checkpoint is damaged: \(what). Delete it from the table checkpoint to use the "
                + "one before it."
        }
    }
}
