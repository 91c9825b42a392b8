import BasketSessions

/// How checkpoints are spread over flushes.
///
/// Unit: bytes, counted before packing. Nothing that is read hangs on them.
package struct CheckpointSizes: Sendable {
    /// A chunk is closed behind the item that makes it this long.
    package var chunk = CheckpointFormat.chunkBytes
    /// What a flush carries of checkpoints, all partitions together: some 15,000 sessions, 10 ms of a
    /// worker's time.
    package var flush = 1 << 20
    /// The same of the last flush of a partition that is given back, which nothing is behind.
    package var lastFlush = 16 << 20

    package init() {}
}
