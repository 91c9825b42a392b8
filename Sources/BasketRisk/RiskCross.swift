/// Two features taken together: a weight for each pair of their bins.
///
/// What a cross adds counts half for each of its features.
struct RiskCross: Hashable, Sendable {
    let first: RiskFeature
    let second: RiskFeature

    init(_ first: RiskFeature, _ second: RiskFeature) {
        self.first = first
        self.second = second
    }

    var binCount: Int { first.binCount * second.binCount }

    /// Chosen on a real shop's first month (docs/decisions/0012).
    static let all: [RiskCross] = [
        RiskCross(.silence, .step), RiskCross(.silence, .lastPages), RiskCross(.silence, .items),
        RiskCross(.silence, .country), RiskCross(.silence, .sinceStart),
        RiskCross(.step, .lastEvent), RiskCross(.step, .lastPages), RiskCross(.step, .history),
        RiskCross(.step, .channel), RiskCross(.step, .sinceCheckout),
        RiskCross(.lastEvent, .lastPages), RiskCross(.lastEvent, .history),
        RiskCross(.sinceCheckout, .lastPages), RiskCross(.history, .channel),
        RiskCross(.country, .lastEvent), RiskCross(.country, .step), RiskCross(.country, .device),
        RiskCross(.country, .channel), RiskCross(.country, .history), RiskCross(.country, .hour),
        RiskCross(.country, .value), RiskCross(.country, .dearest),
    ]
}
