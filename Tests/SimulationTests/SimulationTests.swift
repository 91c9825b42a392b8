import Testing

@testable import Simulation

@Suite("The processors on simulated servers")
struct SimulationTests {
    @Test("keep their promise in 2,000 runs with faults")
    func promise() {
        let summary = SimulationSeries(seeds: 0..<2_000) { print($0) }.run()
        for failure in summary.failures { Issue.record("\(failure.failureText)") }
        print(summary.text)
        for fault in Fault.allCases {
            #expect(summary.faults[fault] > 100, "\(fault) hardly ever came")
        }
        for kind in WrittenCounts.Kind.allCases {
            #expect(summary.written[kind] > 100, "there were hardly ever \(kind.rawValue)")
        }
    }

    @Test("do the same again for the same seed", arguments: UInt64(0)..<20)
    func determinism(seed: UInt64) {
        #expect(Simulation(seed: seed).traceHash == Simulation(seed: seed).traceHash)
        #expect(Simulation(seed: seed).traceHash != Simulation(seed: seed + 1).traceHash)
    }

    @Test(
        "are found out where a server breaks its word",
        arguments: Sabotage.allCases.filter { $0 != .none })
    func sabotage(_ sabotage: Sabotage) {
        let failing = (UInt64(0)..<300).first {
            !Simulation(seed: $0, sabotage: sabotage).problems.isEmpty
        }
        #expect(failing != nil)
    }
}
