import BasketStore

/// Rows of `basket`, upserted by a worker's writer and by a bare unnest of the same rows; and how
/// fast `score` is appended to.
///
/// The table holds all open baskets from the start, so nearly every row is an update, as on the job.
struct StoreBench {
    private let rounds = 3

    func run() throws {
        let flushes = BasketFlushes()
        var ours: [Double] = []
        var bare: [Double] = []
        var work: [Measure] = []
        // In turns, so that both meet the same weather.
        for _ in 0..<rounds {
            let database = try BenchDatabase.fresh()
            let written = try StoreWriting.open(database, history: .none).write(
                flushes, moments: false)
            work.append(written)
            ours.append(written.rate(flushes.rows))
            bare.append(
                try BareUpsert.open(BenchDatabase.fresh()).write(flushes).rate(flushes.rows))
        }
        say(
            pad("bare unnest upsert into basket", 46)
                + figure(bare.median, "rows/s"))
        say(
            pad("the writer's flushes of the same rows", 46)
                + pad(figure(ours.median, "rows/s"), 24)
                + "\(rounded(work.map { $0.cpuSeconds(aMillion: flushes.rows) }.median, 2)) CPU-s a "
                + "million")
        compare("of the bare rate", ratio: ours.median / bare.median, atLeast: 0.8)
        note(
            "\(grouped(flushes.rows)) rows in \(flushes.updates.count) flushes, a transaction each; "
                + "\(grouped(flushes.openBaskets)) baskets open; medians of \(rounds) runs in turns"
        )

        let appended = try StoreWriting.open(BenchDatabase.fresh(), history: .all)
            .write(flushes, moments: true)
        appended.report("scored moments appended to score", count: flushes.moments, unit: "rows")
    }
}
