import BasketEvents
import BasketSessions

extension Flush {
    /// Holds the columns that lie beside each other to the same length: anything else is our bug.
    func checkScores() {
        for partition in partitions {
            let moments = partition.effects.moments.count
            let scores = partition.scores
            precondition(
                scores.logits.count == moments && scores.risks.count == moments
                    && scores.contributions.count == moments * scores.featureCount,
                "Every moment has one score.")
            precondition(
                partition.scoreIndex.count == partition.baskets.count,
                "Every basket says which score is its own.")
        }
    }

    /// The days whose partitions of `outcome` and `score` this flush writes to.
    func days(_ history: ScoreHistory) -> Set<Int32> {
        var days: Set<Int32> = []
        // Neighbours mostly lie on the same day: the set is asked when it changes.
        var last = Int32.min
        func add(_ day: Int32) {
            guard day != last else { return }
            last = day
            days.insert(day)
        }
        for partition in partitions {
            for outcome in partition.effects.outcomes where outcome.kind != .browsed {
                add(outcome.facts.start.day)
            }
            guard history == .all else { continue }
            for moment in partition.effects.moments { add(moment.facts.start.day) }
        }
        return days
    }
}
