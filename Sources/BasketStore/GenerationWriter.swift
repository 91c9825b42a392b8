/// Asks how far a stream has come, and begins its next generation where its topic was made anew. The
/// writer's role is enough.
///
/// Owns a connection of its own. Not Sendable: one thread uses it.
public struct GenerationWriter: ~Copyable {
    /// The highest generation that a session's key can name.
    public static let highest: UInt8 = 127

    /// How far a stream has come in one partition.
    public struct Standing: Sendable {
        public let partition: Int32
        /// The offset that comes next.
        public let nextOffset: Int64
        /// The first chunk of the newest whole checkpoint; `nil`: there is none.
        public let checkpointHead: [UInt8]?
    }

    private let connection: Connection

    /// Connects and checks the schema's version.
    public init(_ settings: StoreSettings) throws(BasketStoreError) {
        connection = try Connection.checked(settings)
    }

    /// The generation that a topic's stream is in; `nil`: the schema holds none, or another.
    public func generation(
        topic: String, group: String
    ) throws(BasketStoreError) -> UInt8? {
        let rows = try connection.query(
            """
            SELECT generation FROM basketwatch.stream WHERE topic = $1 AND consumer_group = $2
            """, [.text(topic), .text(group)], during: "reading the stream's generation")
        return rows.rowCount > 0 ? UInt8(truncatingIfNeeded: rows.integer(0, 0)) : nil
    }

    /// How far each partition has come, in order.
    public func standings() throws(BasketStoreError) -> [Standing] {
        let rows = try connection.query(
            """
            SELECT p.partition, p.next_offset, head.bytes
            FROM basketwatch.stream_partition AS p LEFT JOIN LATERAL (
                SELECT first.bytes
                FROM basketwatch.checkpoint AS first
                WHERE first.partition = p.partition AND first.chunk = 0 AND first.log_offset = (
                    SELECT log_offset FROM basketwatch.checkpoint AS whole
                    WHERE whole.partition = p.partition
                    GROUP BY log_offset HAVING count(*) = max(chunks)
                    ORDER BY log_offset DESC LIMIT 1)
            ) AS head ON true
            ORDER BY p.partition
            """, during: "reading how far the partitions have come")
        return (0..<rows.rowCount).map { row in
            Standing(
                partition: Int32(truncatingIfNeeded: rows.integer(row, 0)),
                nextOffset: rows.integer(row, 1),
                checkpointHead: rows.isNull(row, 2) ? nil : rows.bytes(row, 2))
        }
    }

    /// Ends the generation and begins the next one: open baskets leave an outcome `lost`, the ledgers
    /// are kept aside, state and recorded inputs go. From its commit on nobody writes for the old one.
    ///
    /// - Returns: how many baskets were lost; `nil`: the stream is not in that generation any more.
    /// - Precondition: it is below ``highest``.
    public func begin(
        after generation: UInt8, topic: String, group: String
    ) throws(BasketStoreError) -> Int64? {
        precondition(generation < GenerationWriter.highest, "A generation fits 7 bits.")
        let rows = try connection.query(
            "SELECT basketwatch.begin_generation($1::smallint, $2, $3)",
            [.int32(Int32(generation)), .text(topic), .text(group)],
            during: "beginning a new generation")
        return rows.optionalInteger(0, 0)
    }
}
