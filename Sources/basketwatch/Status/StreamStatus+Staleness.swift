import BasketConsole
import BasketPipeline
import BasketStore

extension StreamStatus {
    /// "Not live: nobody has read partitions 0 to 7 for 5 min. …", for whoever asks for scores; `nil`: all
    /// partitions are read.
    func staleness(in schema: SchemaName) -> String? {
        let still = partitions.filter { partition in
            partition.owner == nil || partition.stoppedReason != nil
                || .seconds(partition.silence) > Setting<Duration>.staleAfter.standard ?? .zero
        }
        guard !still.isEmpty else { return nil }
        let since = still.compactMap(\.flushAgeSeconds).min().map {
            " for \(Figure.duration(.seconds($0.rounded())))"
        }
        return
            "Not live: nobody has read \(PartitionNumbers.named(still.map(\.partition)))\(since ?? ""). "
            + "`\(schema.command("status"))` says why."
    }
}
