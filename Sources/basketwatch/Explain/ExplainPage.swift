import BasketConsole
import BasketEvents
import BasketStore

/// A session and what it was scored with, for people.
struct ExplainPage {
    let explained: ExplainedSession
    /// How many contributions are drawn at each moment.
    let largest: Int

    init(_ explained: ExplainedSession, largest: Int) {
        self.explained = explained
        self.largest = largest
    }

    private var session: BasketSession { explained.session }

    func lines(for console: Console) -> [String] {
        var lines = [console.styled(title, [.bold])]
        lines += facts.map { name, text in
            "  " + name + String(repeating: " ", count: 11 - name.count) + HarmlessText.of(text)
        }
        let chart = ContributionChart(
            explained, largest: largest, hasBlocks: console.isTerminal)
        for moment in explained.moments {
            lines.append("")
            lines.append(heading(moment, console))
            for bar in chart.bars(of: moment) {
                lines.append(
                    "    "
                        + chart.line(bar, width: console.width.map { $0 - 5 }) {
                            console.styled($0, [bar.value > 0 ? .red : .green])
                        })
            }
        }
        if explained.missing > 0 {
            lines.append("")
            lines.append(
                "  \(Figure.count(explained.missing)) of \(Figure.count(session.timesScored)) scored "
                    + "moments are not kept; `basketwatch run --score-history all` keeps them from "
                    + "then on.")
        }
        return lines
    }

    private var title: String {
        let shopper = HarmlessText.of(session.shopperID)
        let start = "shopper \(shopper)   \(session.state) session   \(session.startedAt.shown)"
        guard let silent = session.silentSeconds else {
            let isSameDay = session.startedAt.day == session.lastEventAt.day
            return start + " to "
                + (isSameDay ? session.lastEventAt.clock : session.lastEventAt.shown)
        }
        return start + ", silent for \(Figure.duration(.seconds(silent)))"
    }

    private var facts: [(String, String)] {
        var facts = [("session", "\(session.session)"), ("basket", basket)]
        if let shipping = session.shipping { facts.append(("shipping", self.shipping(shipping))) }
        if let order = session.order { facts.append(("order", money(order))) }
        facts.append(("events", events))
        let context = [session.device, session.channel, session.country].compactMap(\.self)
        if !context.isEmpty { facts.append(("context", context.joined(separator: ", "))) }
        if !explained.merged.isEmpty {
            facts.append(("merged", explained.merged.map { "\($0)" }.joined(separator: ", ")))
        }
        if session.isOpen { facts.append(("now", now)) }
        return facts
    }

    private var basket: String {
        guard session.items > 0 else { return "empty" }
        let units =
            "\(Figure.count(session.items)) unit\(session.items == 1 ? "" : "s") of "
            + "\(Figure.count(session.products)) product\(session.products == 1 ? "" : "s")"
        return session.value.map { "\(money($0)), \(units)" } ?? units
    }

    private func shipping(_ quote: BasketSession.QuotedAmount) -> String {
        guard let value = session.value, value.currency == quote.currency, value.minor > 0 else {
            return money(quote)
        }
        let share = Figure.share(Double(quote.minor) / Double(value.minor))
        return "\(money(quote)), \(share) of the basket"
    }

    private func money(_ amount: BasketSession.QuotedAmount) -> String {
        Figure.money(amount.minor, amount.currency)
    }

    private var events: String {
        let counts = session.counts
        return [
            (counts.views, "view"), (counts.adds, "add"), (counts.removes, "remove"),
            (counts.checkouts, "checkout"), (counts.cancels, "cancel"),
            (counts.purchases, "purchase"),
        ].filter { $0.0 > 0 }
            .map { "\(Figure.count($0.0)) \($0.1)\($0.0 == 1 ? "" : "s")" }
            .joined(separator: ", ")
    }

    private var now: String {
        guard session.isScorable, let latest = session.latest else {
            return session.counts.purchases > 0
                ? "bought: not scored any more" : "nothing to score in the basket"
        }
        let because =
            session.reasons.isEmpty
            ? "" : " because " + session.reasons.joined(separator: "; ")
        return "risk \(Figure.decimal(latest.risk, 2))\(because)"
    }

    private func heading(_ moment: ScoredMoment, _ console: Console) -> String {
        let cause =
            switch (moment.cause, moment.silentSeconds) {
            case ("silence", let seconds?): "silence of \(Figure.duration(.seconds(seconds)))"
            default: moment.cause
            }
        let padded = cause + String(repeating: " ", count: max(0, 18 - cause.count))
        let risk = console.styled("risk \(Figure.decimal(moment.risk, 2))", [.bold])
        return "  \(moment.scoredAt.clock)   \(padded)   \(risk)   "
            + "logit \(ContributionChart.signed(moment.logit))   model \(moment.modelVersion)"
    }
}
