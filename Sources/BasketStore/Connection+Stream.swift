import BasketSessions

/// The stream as a takeover finds it.
struct JoinedStream {
    let generation: UInt8
    /// How many partitions the topic had when this generation began; `nil`: not noted.
    let firstPartitions: Int32?

    /// What epochs count on from: those of a generation are all higher than those before it, so that
    /// whoever still holds a partition of the topic that is no more never holds one of the new.
    var firstEpoch: Int64 { Int64(generation) << 32 }

    /// Where a partition without a row starts.
    func start(of request: TakeOver) -> Int64 {
        guard let firstPartitions, request.partition >= firstPartitions else {
            return request.startOffset
        }
        return request.beginning
    }
}

extension Connection {
    /// Makes sure that the schema holds this stream, the first one to come; within a transaction, till
    /// the end of which no other generation begins.
    func joinStream(_ request: TakeOver) throws(BasketStoreError) -> JoinedStream {
        // Looked up first: an insert would wait for another's first insert even where it is old.
        let lookup = """
            SELECT topic, consumer_group, generation, first_partitions FROM basketwatch.stream
            FOR SHARE
            """
        var stored = try query(lookup, during: "reading the stream")
        if stored.rowCount == 0 {
            _ = try query(
                """
                INSERT INTO basketwatch.stream (topic, consumer_group, first_partitions)
                VALUES ($1, $2, nullif($3, 0)) ON CONFLICT DO NOTHING
                """,
                [.text(request.topic), .text(request.group), .int32(request.topicPartitions ?? 0)],
                during: "adding the stream")
            stored = try query(lookup, during: "reading the stream")
        }
        guard stored.text(0, 0) == request.topic, stored.text(0, 1) == request.group else {
            throw .otherStream(
                schema, stored: "topic '\(stored.text(0, 0))' and group '\(stored.text(0, 1))'",
                asked: "topic '\(request.topic)' and group '\(request.group)'")
        }
        return JoinedStream(
            generation: UInt8(truncatingIfNeeded: stored.integer(0, 2)),
            firstPartitions: stored.optionalInteger(0, 3).map(Int32.init(truncatingIfNeeded:)))
    }
}
