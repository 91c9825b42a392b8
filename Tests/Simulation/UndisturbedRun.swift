import BasketStore

/// What the tables must hold: each partition's records run once from its first offset, in one go,
/// with the inputs that were recorded and the models that they name.
struct UndisturbedRun {
    private(set) var tables = SimulatedTables()
    private(set) var problems: [String] = []

    init(_ world: SimulatedWorld) {
        let stored = world.database.tables
        tables.inputs = stored.inputs
        for (number, row) in stored.partitions.sorted(by: { $0.key < $1.key }) {
            do {
                var course = try UndisturbedCourse(row, of: number, in: world)
                try course.run(to: row.ledger.nextOffset)
                take(course, row)
            } catch {
                problems.append("the undisturbed run of partition \(number) failed: \(error)")
            }
        }
    }

    private mutating func take(_ course: UndisturbedCourse, _ row: SimulatedTables.Partition) {
        tables.partitions[course.partition] = .init(
            ledger: row.ledger, settings: row.settings)
        for part in course.flushes {
            tables.write(part.flush, modelVersions: part.versions)
            if let shopper = part.forgottenShopper {
                tables.removeRows(of: shopper, partition: course.partition)
            }
        }
        problems += course.problems
        problems += course.state.ledger.differences.map {
            "the ledger of partition \(course.partition) does not balance: \($0)"
        }
    }
}
