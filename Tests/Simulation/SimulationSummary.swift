import Synchronization

/// Many runs together: how many failed, and what they went through.
public final class SimulationSummary: Sendable {
    private struct Totals {
        var runs = 0
        var records = 0
        var seconds = 0.0
        var written = WrittenCounts()
        var faults = FaultCounts()
        var failed = 0
        /// The first few, by seed.
        var failures: [Simulation] = []
        /// Hangs on no order.
        var trace: UInt64 = 0
        var lastLine: ContinuousClock.Instant
    }

    private let totals: Mutex<Totals>
    private let began = ContinuousClock.now
    private static let mostKept = 20

    public init() {
        totals = Mutex(Totals(lastLine: began))
    }

    /// - Returns: how many have failed by now.
    @discardableResult
    public func add(_ simulation: Simulation) -> Int {
        totals.withLock { totals in
            totals.runs += 1
            totals.records += simulation.records
            totals.seconds += simulation.seconds
            totals.written.add(simulation.written)
            totals.faults.add(simulation.faults)
            totals.trace &+= simulation.traceHash
            if !simulation.problems.isEmpty {
                totals.failed += 1
                totals.failures.append(simulation)
                totals.failures.sort { $0.seed < $1.seed }
                totals.failures.removeLast(
                    max(0, totals.failures.count - SimulationSummary.mostKept))
            }
            return totals.failed
        }
    }

    /// The first of them, by seed.
    public var failures: [Simulation] { totals.withLock { $0.failures } }
    public var faults: FaultCounts { totals.withLock { $0.faults } }
    public var written: WrittenCounts { totals.withLock { $0.written } }

    /// A line about how far it is; `nil`: the last one was not long ago.
    func progress(of count: Int, atMostEvery interval: Duration) -> String? {
        totals.withLock { totals in
            let now = ContinuousClock.now
            guard now - totals.lastLine >= interval else { return nil }
            totals.lastLine = now
            let rate = Int(Double(totals.runs) / ((now - began) / .seconds(1)))
            return "\(totals.runs) of \(count) runs, \(totals.failed) failed, \(rate) runs/s"
        }
    }

    public var text: String {
        let time = (ContinuousClock.now - began) / .seconds(1)
        return totals.withLock { totals in
            let faults = Fault.allCases.map { "\($0) \(totals.faults[$0])" }
            return """
                \(totals.runs) runs in \(Int(time.rounded())) s, \(totals.failed) failed\
                \(totals.failures.first.map { ", the first with SEED=\($0.seed)" } ?? "")
                simulated \(Int(totals.seconds)) s, \(totals.records) records
                written   \(totals.written.text)
                faults    \(totals.faults.total): \(faults.joined(separator: ", "))
                trace     \(String(totals.trace, radix: 16))
                """
        }
    }
}
