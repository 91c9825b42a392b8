/// Why a verification could not begin.
public enum VerificationError: Error, Hashable {
    case noStream
    case otherTopic(stored: String, asked: String)
    case noSuchPartition(Int32, known: Int)
    case topicShrank(topic: String, partition: Int32)
}

extension VerificationError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noStream:
            "There is nothing to verify: no processor has run into this schema yet. Name the schema "
                + "that it is in: --schema NAME."
        case .otherTopic(let stored, let asked):
            "The schema holds the topic '\(stored)', not '\(asked)'. Leave --topic out, or name the "
                + "schema that holds that topic: --schema NAME."
        case .noSuchPartition(let partition, let known):
            "Nothing is stored of partition \(partition): there are \(known) partitions. "
                + "`basketwatch status` names them."
        case .topicShrank(let topic, let partition):
            "The topic '\(topic)' has no partition \(partition), of which something is stored: it was "
                + "made anew with fewer. Verify against the cluster that holds the log: --brokers."
        }
    }
}
