/// A table's row type: what rows are sent as.
struct RowType {
    let oid: UInt32
    let columns: Int32
}

/// The row types of the tables that a flush writes, by their numbers in this database.
struct RowTypes {
    let basket: RowType
    let outcome: RowType
    let score: RowType
    let funnel: RowType
    let quarantine: RowType
    let input: RowType
    let checkpoint: RowType
    let partition: RowType

    init(_ connection: borrowing Connection) throws(BasketStoreError) {
        let tables = [
            "basket", "outcome", "score", "funnel_day", "quarantine", "recorded_input",
            "checkpoint", "stream_partition",
        ]
        let answer = try connection.query(
            """
            SELECT c.reltype::bigint, c.relnatts
            FROM unnest($1) WITH ORDINALITY AS wanted(name, place)
                JOIN pg_catalog.pg_class AS c
                    ON c.oid = to_regclass('basketwatch.' || wanted.name)
            ORDER BY place
            """, [.texts(tables)], during: "reading the row types")
        guard answer.rowCount == tables.count else { throw .schemaMissing(connection.schema) }
        let types = (0..<tables.count).map { row in
            RowType(
                oid: UInt32(truncatingIfNeeded: answer.integer(row, 0)),
                columns: Int32(truncatingIfNeeded: answer.integer(row, 1)))
        }
        basket = types[0]
        outcome = types[1]
        score = types[2]
        funnel = types[3]
        quarantine = types[4]
        input = types[5]
        checkpoint = types[6]
        partition = types[7]
    }
}
