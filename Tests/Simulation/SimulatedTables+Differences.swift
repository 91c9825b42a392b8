extension SimulatedTables {
    /// How they differ from the expected tables, a line a row, the first few of each table.
    ///
    /// Epochs and flush numbers tell of owners, not of the stream: they may differ.
    func differences(from expected: SimulatedTables) -> [String] {
        var found = writtenTwice.map { "written twice: \($0)" }
        compare("score", scores, expected.scores, &found)
        compare("outcome", outcomes, expected.outcomes, &found)
        compare("basket", baskets, expected.baskets, &found)
        compare("outcome 'lost'", givenUp, expected.givenUp, &found)
        compare("funnel_day", funnel, expected.funnel, &found)
        compare("quarantine", quarantine, expected.quarantine, &found)
        compare("recorded_input", inputs, expected.inputs, &found)
        func standing(_ partition: Partition) -> Partition {
            var same = partition
            same.epoch = 0
            same.flushNumber = 0
            return same
        }
        compare(
            "stream_partition", partitions.mapValues(standing),
            expected.partitions.mapValues(standing), &found)
        return found
    }

    private func compare<Key: Hashable, Row: Equatable>(
        _ table: String, _ rows: [Key: Row], _ expected: [Key: Row], _ found: inout [String]
    ) {
        guard rows != expected else { return }
        let keys = Set(rows.keys).union(expected.keys).filter { rows[$0] != expected[$0] }
        found += keys.sorted { "\($0)" < "\($1)" }.prefix(3).map { key in
            "\(table) \(key):\n    \(describe(rows[key]))\n    expected "
                + describe(expected[key])
        }
    }

    private func describe<Row>(_ row: Row?) -> String {
        row.map { "\($0)" } ?? "no row"
    }
}
