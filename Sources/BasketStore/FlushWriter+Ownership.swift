/// What else a worker asks of its connection.
extension FlushWriter {
    static var isInFlight: String { "A flush in flight has the connection to itself." }

    /// Whether somebody has had the partition before: it has a row, so a takeover needs no start.
    ///
    /// - Precondition: no flush is under way.
    public mutating func hasPartition(_ partition: Int32) throws(BasketStoreError) -> Bool {
        precondition(!isBusy, FlushWriter.isInFlight)
        let rows = try pipeline.connection.query(
            "SELECT FROM basketwatch.stream_partition WHERE partition = $1", [.int32(partition)],
            during: "looking for partition \(partition)")
        return rows.rowCount > 0
    }

    /// Takes a partition over in one transaction: makes its row if it has none, takes the next
    /// epoch, and reads where it stands. From its commit on no older owner's flush is written.
    ///
    /// Waits for an older owner's flush that is just being written, at most `takeOverTimeout`: then
    /// that owner's session is ended (``Ownership/endedSessions``), and its flush with it.
    /// - Precondition: no flush is under way.
    public mutating func takeOver(_ request: TakeOver) throws(BasketStoreError) -> Ownership {
        precondition(!isBusy, FlushWriter.isInFlight)
        return try pipeline.connection.takeOver(
            request, patience: settings.takeOverTimeout)
    }

    /// What else the state of a partition can be made from, where the newest checkpoint is of no use:
    /// the newest whole one before an offset, or the beginning.
    ///
    /// - Precondition: no flush is under way.
    public mutating func stateSource(
        of partition: Int32, before offset: Int64
    ) throws(BasketStoreError) -> Ownership.StateSource {
        precondition(!isBusy, FlushWriter.isInFlight)
        return try pipeline.connection.stateSource(of: partition, before: offset)
    }

    /// Says that nobody owns the partition now, unless somebody has taken it over meanwhile.
    ///
    /// - Precondition: no flush is under way.
    public mutating func release(partition: Int32, epoch: Int64) throws(BasketStoreError) {
        precondition(!isBusy, FlushWriter.isInFlight)
        try pipeline.connection.release(partition: partition, epoch: epoch)
    }

    /// Says that the partition's owner has stopped reading it, and why, for whoever looks at
    /// `stream_lag`. Written by itself; not at all once somebody has taken the partition over, whose
    /// takeover clears it.
    ///
    /// - Parameter reason: words for people, without anything of an event; cut after 1,000 characters.
    /// - Returns: `false` when somebody has taken the partition over.
    /// - Precondition: no flush is under way.
    @discardableResult
    public mutating func noteStop(
        partition: Int32, epoch: Int64, reason: String
    ) throws(BasketStoreError) -> Bool {
        precondition(!isBusy, FlushWriter.isInFlight)
        return try pipeline.connection.noteStop(partition: partition, epoch: epoch, reason: reason)
    }

    /// Takes back that the partition's owner has stopped reading it.
    ///
    /// - Precondition: no flush is under way.
    public mutating func noteGoingOn(
        partition: Int32, epoch: Int64
    ) throws(BasketStoreError) {
        precondition(!isBusy, FlushWriter.isInFlight)
        try pipeline.connection.noteGoingOn(partition: partition, epoch: epoch)
    }

    /// Stores a model version with its features' names; does nothing if it is there already.
    ///
    /// - Precondition: no flush is under way.
    public mutating func register(_ model: ModelRecord) throws(BasketStoreError) {
        precondition(!isBusy, FlushWriter.isInFlight)
        try pipeline.connection.register(model)
    }

    /// The newest model version; `nil`: none is stored.
    ///
    /// - Precondition: no flush is under way.
    public mutating func newestModel() throws(BasketStoreError) -> ModelRecord? {
        precondition(!isBusy, FlushWriter.isInFlight)
        return try pipeline.connection.newestModel()
    }
}
