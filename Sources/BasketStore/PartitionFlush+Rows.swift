import BasketSessions

extension PartitionFlush {
    /// How many rows there are for a stage whose rows are sent as they lie.
    func count(of stage: FlushBody.Stage) -> Int {
        switch stage {
        case .scores: effects.moments.count
        case .funnel: effects.funnel.count
        case .quarantine: effects.quarantined.count
        case .checkpoints: chunks.count
        case .unfinishedCheckpoints: chunks.first?.index == 0 ? 1 : 0
        case .olderCheckpoints: chunks.last?.isLast == true ? 1 : 0
        case .patience: forgetRequests.isEmpty ? 0 : 1
        case .forget: forgetRequests.count
        case .partitions: 1
        case .givenUp: givesUpBaskets ? 1 : 0
        case .baskets, .lastScores, .closedScores, .outcomes, .closedBaskets, .inputs: 0
        }
    }

    /// The outcomes that leave a row.
    var closed: [Int] {
        effects.outcomes.indices.filter { effects.outcomes[$0].kind != .browsed }
    }

    /// Of each session that ends here and was ever scored: its last moment, `nil` if its row of
    /// `basket` holds that score.
    var lastMoments: [(outcome: Int32, moment: Int32?)] {
        guard !effects.outcomes.isEmpty else { return [] }
        var last: [SessionKey: Int32] = [:]
        for (index, moment) in effects.moments.enumerated() {
            last[moment.session] = Int32(index)
        }
        return effects.outcomes.indices.compactMap { index in
            let outcome = effects.outcomes[index]
            return outcome.moments > 0 ? (Int32(index), last[outcome.session]) : nil
        }
    }

    /// The inputs without those that a later one at the same place replaces: one statement cannot
    /// write a row twice.
    var latestInputs: [Int32] {
        var latest: [InputPlace: Int32] = [:]
        for (index, input) in recordedInputs.enumerated() {
            latest[input.place] = Int32(index)
        }
        return latest.values.sorted()
    }
}
