import BasketStore

/// A session with the moments it was scored at, and the names of what they were made from.
struct ExplainedSession {
    let session: BasketSession
    /// The sessions that were merged into it.
    let merged: [Int64]
    /// Those that are kept, its merged sessions' among them, in the order of event time.
    let moments: [ScoredMoment]
    /// By model version.
    let features: [Int32: [ModelFeature]]

    /// How many more moments were scored than are kept.
    var missing: Int64 { max(0, session.timesScored - Int64(moments.count)) }

    /// What a moment's score was made from, in the order of the model.
    func contributions(to moment: ScoredMoment) -> [Contribution] {
        let names = features[moment.modelVersion] ?? []
        return moment.contributions.enumerated().map { place, value in
            let feature = place < names.count ? names[place] : nil
            return Contribution(
                name: feature?.name ?? "feature \(place + 1)", meaning: feature?.meaning ?? "",
                value: Int64(value))
        }
    }
}

/// What one feature adds to a logit.
struct Contribution: Hashable {
    let name: String
    /// What the feature is, in words; empty: not known.
    let meaning: String
    /// In units of 2^-20.
    let value: Int64
}
