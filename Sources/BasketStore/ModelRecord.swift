/// One feature of a model, as SQL names it.
public struct FeatureDescription: Hashable, Sendable {
    /// The key under which its contribution appears: `shipping_share`.
    public var name: String
    /// What the feature's value is measured in; empty: no unit.
    public var unit: String
    /// A sentence for people.
    public var meaning: String
    /// How it reads among the reasons; empty: never a reason (the bias).
    ///
    /// These stand for the row's own values: `{shipping_share}` (94 %), `{shipping}` (EUR 22.50),
    /// `{value}`, `{items}`, `{silence}` (5 min), `{age}` (12 min), `{views}`, `{adds}`,
    /// `{removes}`, `{checkouts}`, `{step}`, `{device}`, `{channel}`, `{country}`.
    public var phrase: String

    public init(name: String, unit: String, meaning: String, phrase: String) {
        self.name = name
        self.unit = unit
        self.meaning = meaning
        self.phrase = phrase
    }
}

/// A model version as stored. A version is written once and never changes.
public struct ModelRecord: Hashable, Sendable {
    public var version: Int32
    /// The word for its family: `logistic`.
    public var kind: String
    /// What it was fitted on, in words.
    public var trainedOn: String
    /// The weights, as the risk model encodes them.
    public var encoded: [UInt8]
    /// In the order of the contributions.
    public var features: [FeatureDescription]

    public init(
        version: Int32, kind: String, trainedOn: String, encoded: [UInt8],
        features: [FeatureDescription]
    ) {
        self.version = version
        self.kind = kind
        self.trainedOn = trainedOn
        self.encoded = encoded
        self.features = features
    }
}
