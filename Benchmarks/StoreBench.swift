import BasketStore

/// Rows of `basket`, upserted by a worker's writer and by a bare unnest of the same rows; and how
/// fast `score` is appended to.
///
/// The table holds all open baskets from the start, so nearly every row is an update, as on the job.
struct StoreBench {
    private let rounds = 3

    func run() throws {
        let flushes = BasketFlushes()
        var ours: [StoreMeasure] = []
        var bare: [StoreMeasure] = []
        // In turns, so that both meet the same weather.
        for _ in 0..<rounds {
            ours.append(
                try StoreWriting.open(BenchDatabase.fresh(), history: .none)
                    .write(flushes, moments: false))
            bare.append(try BareUpsert.open(BenchDatabase.fresh()).write(flushes))
        }
        report("bare unnest upsert into basket", bare, flushes.rows)
        report("the writer's flushes of the same rows", ours, flushes.rows)
        compare("of the bare rate", ratio: seconds(bare) / seconds(ours), atLeast: 0.8)
        note(
            "\(grouped(flushes.rows)) rows in \(flushes.updates.count) flushes, a transaction each; "
                + "\(grouped(flushes.openBaskets)) baskets open; medians of \(rounds) runs in turns"
        )

        let appended = try StoreWriting.open(BenchDatabase.fresh(), history: .all)
            .write(flushes, moments: true)
        report("scored moments appended to score", [appended], flushes.moments)
    }

    private func seconds(_ runs: [StoreMeasure]) -> Double { runs.map { $0.own.seconds }.median }

    private func report(_ what: String, _ runs: [StoreMeasure], _ count: Int) {
        func aMillion(_ seconds: [Double]) -> String {
            rounded(seconds.median / Double(count) * 1e6, 2)
        }
        let server = runs.compactMap(\.serverCPUSeconds)
        say(
            pad(what, 46) + pad(figure(Double(count) / seconds(runs), "rows/s"), 24)
                + "\(aMillion(runs.map { $0.own.cpuSeconds })) CPU-s a million"
                + (server.isEmpty ? "" : ", PostgreSQL \(aMillion(server))"))
    }
}
