import BasketEvents

/// That a partition is to forget a shopper.
public struct ForgetRequest: Hashable, Sendable {
    /// The request's number.
    public let id: Int64
    public let partition: Int32
    /// The hash of the shopper's id, as the partition's state knows it.
    public let shopper: StableHash

    public init(id: Int64, partition: Int32, shopper: StableHash) {
        self.id = id
        self.partition = partition
        self.shopper = shopper
    }
}

extension Connection {
    /// The requests that these partitions have not done yet, in order.
    func forgetRequests(_ partitions: [Int32]) throws(BasketStoreError) -> [ForgetRequest] {
        let rows = try query(
            """
            SELECT p.request_id, p.partition, r.shopper
            FROM basketwatch.forget_progress AS p
                JOIN basketwatch.forget_request AS r ON r.id = p.request_id
            WHERE p.done_at IS NULL AND p.partition = ANY ($1::bigint[])
            ORDER BY p.request_id, p.partition
            """, [.int64s(partitions.map(Int64.init))], during: "asking whom to forget")
        var requests: [ForgetRequest] = []
        for row in 0..<rows.rowCount {
            // The column's CHECK holds its length.
            guard let shopper = try? StableHash(encoded: rows.bytes(row, 2)) else { continue }
            requests.append(
                ForgetRequest(
                    id: rows.integer(row, 0), partition: Int32(rows.integer(row, 1)),
                    shopper: shopper))
        }
        return requests
    }
}

extension StoreReader {
    /// The partitions that have yet to forget somebody. Needs the writer's rights.
    public func forgettingPartitions() throws(BasketStoreError) -> Set<Int32> {
        let rows = try connection.query(
            "SELECT DISTINCT partition FROM basketwatch.forget_progress WHERE done_at IS NULL",
            during: "asking which partitions have somebody to forget")
        return Set((0..<rows.rowCount).map { Int32(rows.integer($0, 0)) })
    }
}

extension FlushWriter {
    /// Whom these partitions are to forget and have not forgotten yet.
    ///
    /// - Precondition: no flush is under way.
    public mutating func forgetRequests(
        of partitions: [Int32]
    ) throws(BasketStoreError) -> [ForgetRequest] {
        precondition(!isBusy, FlushWriter.isInFlight)
        return try pipeline.connection.forgetRequests(partitions)
    }
}
