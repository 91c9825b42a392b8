import BasketEvents

/// Where it is asked that a shopper be forgotten, and where one sees how far that has come.
///
/// The partitions' owners do it, so that memory, checkpoints and tables forget together.
public struct ForgetDesk: ~Copyable {
    private let connection: Connection

    /// Connects and checks the schema's version.
    public init(_ settings: StoreSettings) throws(BasketStoreError) {
        connection = try Connection.checked(settings)
    }

    /// Asks every partition to forget a shopper.
    ///
    /// - Returns: the request's number.
    public func ask(toForget shopperID: String) throws(BasketStoreError) -> Int64 {
        let operation = "asking that a shopper be forgotten"
        return try connection.transaction(during: operation) { () throws(BasketStoreError) in
            let row = try connection.query(
                """
                INSERT INTO basketwatch.forget_request (shopper_id, shopper) VALUES ($1, $2)
                RETURNING id
                """, [.text(shopperID), .bytes(StableHash(shopperID).bytes)], during: operation)
            _ = try connection.query(
                """
                INSERT INTO basketwatch.forget_progress (request_id, partition)
                SELECT $1, partition FROM basketwatch.stream_partition
                """, [.int64(row.integer(0, 0))], during: operation)
            return row.integer(0, 0)
        }
    }

    /// How far a request has come, by partition.
    public func progress(of request: Int64) throws(BasketStoreError) -> ForgetProgress {
        let rows = try connection.query(
            """
            SELECT p.partition, p.done_at IS NOT NULL, lag.owner, lag.stopped_reason,
                p.baskets, p.outcomes, p.scores, p.quarantined
            FROM basketwatch.forget_progress AS p
                LEFT JOIN basketwatch.stream_lag AS lag USING (partition)
            WHERE p.request_id = $1 ORDER BY p.partition
            """, [.int64(request)], during: "asking how far the forgetting has come")
        var progress = ForgetProgress(request: request)
        for row in 0..<rows.rowCount {
            progress.partitions += 1
            let partition = Int32(rows.integer(row, 0))
            guard rows.bool(row, 1) else {
                progress.waiting.append(
                    .init(
                        partition: partition, owner: rows.optionalText(row, 2),
                        stoppedReason: rows.optionalText(row, 3)))
                continue
            }
            progress.removed.baskets += rows.integer(row, 4)
            progress.removed.outcomes += rows.integer(row, 5)
            progress.removed.scores += rows.integer(row, 6)
            progress.removed.quarantined += rows.integer(row, 7)
        }
        return progress
    }
}

/// How far the partitions have come with forgetting a shopper.
public struct ForgetProgress: Hashable, Sendable {
    /// A partition that has not done it yet.
    public struct Waiting: Hashable, Sendable {
        public let partition: Int32
        /// The instance that will; `nil`: nobody owns the partition.
        public let owner: String?
        /// Why that instance does not, if it has stopped.
        public let stoppedReason: String?
    }

    /// Rows, by what they were.
    public struct Removed: Hashable, Sendable {
        public var baskets: Int64 = 0
        public var outcomes: Int64 = 0
        public var scores: Int64 = 0
        public var quarantined: Int64 = 0

        public init() {}
    }

    public let request: Int64
    /// How many partitions the stream had when it was asked.
    public var partitions = 0
    public var waiting: [Waiting] = []
    public var removed = Removed()

    public var isDone: Bool { waiting.isEmpty }
}
