/// Why a stored checkpoint cannot be used. Nothing of it is loaded then.
public enum CheckpointError: Error, Hashable {
    case notACheckpoint
    case newer(version: UInt32, known: UInt32)
    /// Its end is missing.
    case incomplete(chunks: Int)
    /// It is whole, but of another partition, generation or offset than it is stored as.
    case ofAnother(partition: Int32, offset: Int64)
    /// The checksum or the content is wrong.
    case damaged(String)
}

extension CheckpointError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notACheckpoint:
            "The stored state is no checkpoint of Basketwatch. \(Self.wayOut)"
        case .newer(let version, let known):
            "The checkpoint has format \(version), and this program knows up to \(known). "
                + "Run the version that wrote it, or a newer one. \(Self.wayOut)"
        case .incomplete(let chunks):
            "The checkpoint ends after \(chunks) chunks, and its end is missing. \(Self.wayOut)"
        case .ofAnother(let partition, let offset):
            "The checkpoint stored here is another one, of partition \(partition) at offset "
                + "\(offset). \(Self.wayOut)"
        case .damaged(let what):
            "The checkpoint is damaged: \(what). \(Self.wayOut)"
        }
    }

    /// What is wrong, for whoever has tried the way out.
    public var withoutWayOut: String {
        String("\(self)".dropLast(Self.wayOut.count + 2))
    }

    private static let wayOut =
        "Start with --rebuild-state to make the state anew: from an older checkpoint, or from the "
        + "log where it still reaches back to the partition's first offset."
}
