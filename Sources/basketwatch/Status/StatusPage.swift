import BasketConsole
import BasketEvents
import BasketPipeline
import BasketSessions
import BasketStore

/// Where a stream stands, for people: what is wrong first.
struct StatusPage {
    let status: StreamStatus?
    let problems: [StatusProblem]

    /// - Parameter staleAfter: how old the last flush of an owned partition may be.
    init(_ status: StreamStatus?, in schema: SchemaName, staleAfter: Duration) {
        self.status = status
        problems = status?.problems(in: schema, staleAfter: staleAfter) ?? [.noStream(in: schema)]
    }

    func lines(for console: Console) -> [String] {
        let width = console.width.map { $0 - 1 }
        var lines = problems.flatMap { problem in
            [
                console.styled("✗ ", [.bold, .red]) + console.styled(problem.text, [.bold]),
                "  → " + problem.nextStep,
            ]
        }
        guard let status else { return lines }
        if problems.isEmpty { lines.append(console.styled("✓ ", [.green]) + "no problem found") }
        lines.append("")
        lines += facts(status)
        lines.append("")
        let table = StatusPage.table(status.partitions).lines(width: width)
        return lines + table.prefix(1).map { console.styled($0, [.bold]) } + table.dropFirst()
    }

    private func facts(_ status: StreamStatus) -> [String] {
        let total = Ledger(sum: status.partitions.map(\.ledger))
        let rows = [
            ("stream", "topic \(status.topic), group \(status.group)"),
            ("lag", lag(status)),
            ("event time", eventTime(status)),
            ("ledger", total.inWords),
            ("sessions", sessions(total, withScore: status.openScores)),
            ("quarantine", quarantine(status.recentQuarantine)),
            ("owners", owners(status)),
            ("model", model(status.model)),
        ]
        return rows.map { name, text in
            name + String(repeating: " ", count: 12 - name.count) + HarmlessText.of(text)
        }
    }

    private func lag(_ status: StreamStatus) -> String {
        let known = status.partitions.compactMap(\.lag)
        guard !known.isEmpty else { return "no broker has told where the log ends yet" }
        let seen = status.partitions.compactMap(\.brokerEndAgeSeconds).min() ?? 0
        return "\(Figure.count(known.reduce(0, +))) records, as a broker told "
            + "\(Figure.duration(.seconds(seen.rounded()))) ago"
    }

    private func eventTime(_ status: StreamStatus) -> String {
        let begun = status.partitions.filter { $0.watermarkAgeSeconds != nil }
        guard let last = begun.min(by: { $0.watermark < $1.watermark }) else {
            return "no event has come yet"
        }
        return "complete up to \(last.watermark.shown), \(age(last)) ago"
    }

    private func age(_ partition: PartitionStatus) -> String {
        Figure.duration(.seconds((partition.watermarkAgeSeconds ?? 0).rounded()))
    }

    private func sessions(_ total: Ledger, withScore scores: Int64) -> String {
        let sessions = total.sessions
        return
            "open \(Figure.count(sessions.open)) (\(Figure.count(total.baskets.open)) with a basket, "
            + "\(Figure.count(scores)) with something in it), "
            + "purchased \(Figure.count(sessions.purchased)), "
            + "abandoned \(Figure.count(sessions.abandoned)), "
            + "browsed \(Figure.count(sessions.browsed))"
    }

    private func quarantine(_ recent: RecentQuarantine) -> String {
        "\(Figure.share(recent.share)) of the latest \(Figure.count(recent.records)) records"
    }

    private func owners(_ status: StreamStatus) -> String {
        let owned = Dictionary(grouping: status.partitions.filter { $0.owner != nil }) {
            $0.owner ?? ""
        }
        guard !owned.isEmpty else { return "nobody" }
        return owned.sorted { $0.key < $1.key }.map { owner, partitions in
            "\(owner) (\(PartitionNumbers.inWords(partitions.map(\.partition))))"
        }.joined(separator: ", ")
    }

    private func model(_ model: ModelVersion?) -> String {
        guard let model else { return "none yet" }
        return "version \(model.version), \(model.kind), fitted on \(model.trainedOn); "
            + "here for \(Figure.duration(.seconds(model.ageSeconds.rounded())))"
    }

    private static func table(_ partitions: [PartitionStatus]) -> Table {
        var table = Table([
            .right("partition"), .right("next"), .right("lag"), .right("open"), .right("baskets"),
            .right("behind"), .right("last flush"), .left("ledger"), .left("owner"),
        ])
        for row in partitions {
            table.add([
                "\(row.partition)",
                Figure.count(row.ledger.nextOffset),
                row.lag.map { Figure.count($0) } ?? "–",
                Figure.count(row.ledger.sessions.open),
                Figure.count(row.ledger.baskets.open),
                row.watermarkAgeSeconds.map { Figure.duration(.seconds($0.rounded())) } ?? "–",
                row.flushAgeSeconds.map { Figure.duration(.seconds($0.rounded())) + " ago" } ?? "–",
                row.ledger.differences.isEmpty ? "balances" : "DIFFERS",
                (row.stoppedReason == nil ? "" : "STOPPED, ") + (row.owner ?? "nobody"),
            ])
        }
        return table
    }
}
