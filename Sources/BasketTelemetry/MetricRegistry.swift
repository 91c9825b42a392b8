import Synchronization

/// Every metric of the process, by name and labels.
///
/// Asking again for a metric gives the one there is, so nobody need hand metrics around; keep what you
/// count often, since each asking takes a lock.
public final class MetricRegistry: Sendable {
    private struct Key: Hashable {
        let name: String
        let labels: [String: String]
    }

    private enum Metric {
        case counter(Counter)
        case gauge(Gauge)
        case histogram(Histogram)

        var value: MetricReading.Value {
            switch self {
            case .counter(let counter): .counter(counter.value)
            case .gauge(let gauge): .gauge(gauge.value)
            case .histogram(let histogram): .histogram(histogram.reading)
            }
        }
    }

    private let metrics = Mutex<[Key: (meaning: String, metric: Metric)]>([:])

    public init() {}

    /// - Parameter name: As Prometheus names them: `basketwatch_events_read_total`.
    public func counter(
        _ name: String, _ meaning: String, labels: [String: String] = [:]
    ) -> Counter {
        let metric = find(name, meaning, labels) { .counter(Counter()) }
        guard case .counter(let counter) = metric else { preconditionFailure(Self.clash(name)) }
        return counter
    }

    /// - Parameter name: As Prometheus names them: `basketwatch_open_baskets`.
    public func gauge(_ name: String, _ meaning: String, labels: [String: String] = [:]) -> Gauge {
        let metric = find(name, meaning, labels) { .gauge(Gauge()) }
        guard case .gauge(let gauge) = metric else { preconditionFailure(Self.clash(name)) }
        return gauge
    }

    /// - Parameter name: As Prometheus names them: `basketwatch_flush_seconds`.
    public func histogram(
        _ name: String, _ meaning: String, labels: [String: String] = [:],
        bounds: [Double] = Histogram.durationBounds
    ) -> Histogram {
        let metric = find(name, meaning, labels) { .histogram(Histogram(bounds: bounds)) }
        guard case .histogram(let histogram) = metric else { preconditionFailure(Self.clash(name)) }
        return histogram
    }

    /// All metrics as they stand, by name and then by labels.
    public func snapshot() -> [MetricReading] {
        let readings = metrics.withLock { metrics in
            metrics.map { key, entry in
                MetricReading(
                    name: key.name, meaning: entry.meaning, labels: key.labels,
                    value: entry.metric.value)
            }
        }
        return readings.sorted { ($0.name, Self.order($0)) < ($1.name, Self.order($1)) }
    }

    private func find(
        _ name: String, _ meaning: String, _ labels: [String: String], _ make: () -> Metric
    ) -> Metric {
        metrics.withLock { metrics in
            let key = Key(name: name, labels: labels)
            if let entry = metrics[key] { return entry.metric }
            let metric = make()
            metrics[key] = (meaning, metric)
            return metric
        }
    }

    /// Labels in one order; numbers among them by size.
    private static func order(_ reading: MetricReading) -> String {
        reading.labels.sorted { $0.key < $1.key }
            .map { name, value in
                name + String(repeating: " ", count: max(0, 20 - value.count)) + value
            }
            .joined(separator: ",")
    }

    private static func clash(_ name: String) -> String {
        "The metric \(name) exists already, as one of another kind."
    }
}
