/// A step change: something about the shop or its shoppers is another from a stated time on.
public struct TrafficShift: Hashable, Sendable {
    /// What changes.
    public enum Knob: String, CaseIterable, Sendable {
        /// How many visits begin.
        case arrivals
        /// What shipping costs.
        case shipping
        /// How much money weighs: at a shipping quote, and before an add.
        case thrift
        /// How long shoppers stay before they leave without a word.
        case patience
        /// How many come with the intent to buy.
        case buying
        /// The share of visits that bots make.
        case bots
    }

    public var knob: Knob
    /// What it is multiplied with; several shifts of one knob at one time multiply.
    public var factor: Double
    public var span: TrafficSpan

    public init(_ knob: Knob, by factor: Double, _ span: TrafficSpan) {
        self.knob = knob
        self.factor = factor
        self.span = span
    }

    /// The largest factor: what it makes stays in its range.
    public static let mostFactor = 1_000.0

    var isSound: Bool {
        // Patience divides.
        (0...TrafficShift.mostFactor).contains(factor) && (knob != .patience || factor >= 0.001)
            && span.isSound
    }
}
