import BasketEvents
import BasketSessions
import BasketTelemetry

/// How a partition's last records look.
enum TopicLook {
    /// So many of them cannot be used that only samples of further ones are kept.
    case wrong
    case good

    /// Says so, and what to do.
    func write(to log: Log, _ partition: OwnedPartition, topic: String) {
        let state = partition.state
        let fields: Log.Fields = [
            "partition": "\(partition.partition)", "topic": topic,
            "refused": "\(state.refusedRecently)", "of_the_last": "\(SessionLimit.refusalWindow)",
            "next_offset": "\(state.ledger.nextOffset)",
        ]
        switch self {
        case .wrong:
            log.error(
                "the topic looks wrong: most of its last records cannot be used. All are counted, "
                    + "but of further ones only samples are kept. Look at some with `basketwatch "
                    + "quarantine list`; see that --topic names the clickstream, and who sends to it",
                fields)
        case .good:
            log.notice("the topic looks right again: quarantine keeps every record", fields)
        }
    }
}
