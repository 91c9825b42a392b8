/// What a table's rows are sent as: a composite type of its leading columns.
struct RowType {
    let oid: UInt32
    let columns: Int32
}

/// The types of the rows that a flush writes, by their numbers in this database.
struct RowTypes {
    let basket: RowType
    let outcome: RowType
    let score: RowType
    let funnel: RowType
    let quarantine: RowType
    let input: RowType
    let checkpoint: RowType
    let partition: RowType
    let forget: RowType

    init(_ connection: borrowing Connection) throws(BasketStoreError) {
        let names = [
            "basket", "outcome", "score", "funnel", "quarantine", "input", "checkpoint_chunk",
            "stream_partition", "forget",
        ].map { "\($0)_row" }
        let answer = try connection.query(
            """
            SELECT c.reltype::bigint, c.relnatts
            FROM unnest($1) WITH ORDINALITY AS wanted(name, place)
                JOIN pg_catalog.pg_class AS c
                    ON c.oid = to_regclass('basketwatch.' || wanted.name)
            ORDER BY place
            """, [.texts(names)], during: "reading the row types")
        guard answer.rowCount == names.count else { throw .schemaMissing(connection.schema) }
        let types = (0..<names.count).map { row in
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
        forget = types[8]
    }
}
