extension RiskModel {
    public static let shipped = RiskModel(version: 1, weights: Array(repeating: 0, count: weightCount))
}
