import BasketRisk
import BasketStore

extension ModelRecord {
    /// A model as it is stored, its features named for SQL.
    init(_ model: RiskModel) {
        self.init(
            version: model.version, kind: "logistic", trainedOn: "simulated shoppers",
            encoded: Array(model.text.utf8),
            features: RiskFeature.allCases.map {
                FeatureDescription(
                    name: $0.name, unit: $0.unit, meaning: $0.meaning, phrase: $0.phrase)
            })
    }
}
