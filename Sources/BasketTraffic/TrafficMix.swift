/// How often each of several named things comes: countries, devices or channels.
public struct TrafficMix: Hashable, Sendable {
    /// As events say them.
    public let names: [String]
    /// In the order of the names; what counts is how they stand to each other.
    public private(set) var weights: [Double]

    static let countries = TrafficMix(
        names: Country.all.map { "\($0.code)" }, weights: Country.all.map(\.weight))
    static let devices = TrafficMix(
        names: Device.allCases.map(\.name), weights: ShopperBehaviour.deviceWeights)
    static let channels = TrafficMix(
        names: Channel.allCases.map(\.name), weights: ShopperBehaviour.channelWeights)

    /// The same names with these weights; who is not named does not come.
    ///
    /// - Returns: `nil` when a name is none of them, a weight is below 0, or nobody is left.
    public func replaced(by weightsByName: [String: Double]) -> TrafficMix? {
        var mix = self
        mix.weights = names.map { weightsByName[$0] ?? 0 }
        let isKnown = weightsByName.keys.allSatisfy(names.contains)
        let isSound = mix.weights.allSatisfy { $0 >= 0 && $0 <= 1e9 }
        return isKnown && isSound && mix.weights.reduce(0, +) > 0 ? mix : nil
    }

    public var weightsByName: [String: Double] {
        Dictionary(uniqueKeysWithValues: zip(names, weights))
    }
}
