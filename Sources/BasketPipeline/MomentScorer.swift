import BasketRisk
import BasketSessions
import BasketStore

/// Turns moments into scores: the columns beside a flush's moments.
public struct MomentScorer: Sendable {
    let model: RiskModel

    public init(model: RiskModel) {
        self.model = model
    }

    /// Scores the moments that have no score yet.
    public func score(_ moments: [Moment], into scores: inout ScoreColumns) {
        let first = scores.logits.count
        guard first < moments.count else { return }
        scores.modelVersion = model.version
        scores.featureCount = RiskFeature.count
        let added = moments.count - first
        scores.contributions.append(
            contentsOf: repeatElement(0, count: added * RiskFeature.count))
        scores.contributions.withUnsafeMutableBufferPointer { contributions in
            for index in first..<moments.count {
                let row = index * RiskFeature.count
                let score = model.score(
                    moments[index],
                    contributions: .init(rebasing: contributions[row..<row + RiskFeature.count]))
                scores.logits.append(score.logit)
                scores.risks.append(score.risk)
            }
        }
    }
}
