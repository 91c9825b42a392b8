/// One metric as it stood when it was read.
public struct MetricReading: Hashable, Sendable {
    public enum Value: Hashable, Sendable {
        case counter(Int64)
        case gauge(Double)
        case histogram(Histogram.Reading)
    }

    public let name: String
    /// What it counts, in a phrase.
    public let meaning: String
    /// What tells it from others of its name: `["partition": "3"]`.
    public let labels: [String: String]
    public let value: Value
}
