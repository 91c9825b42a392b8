import BasketEvents
import BasketSessions
import BasketTraffic
import Foundation
import KafkaLog

/// All sections, in the order of an event's path.
struct Benchmarks {
    private let sections: [String]
    private let events: Int

    init(arguments: [String]) {
        sections = arguments
        events = Int(ProcessInfo.processInfo.environment["EVENTS"] ?? "") ?? 3_000_000
    }

    /// - Returns: the exit code.
    func run() -> Int32 {
        do {
            if wants("parse") { ParseBench().run() }
            if wants("sessions") { SessionBench().run() }
            if wants("memory") { MemoryBench().run() }
            if wants("drain") || wants("job") {
                let backlog = try Backlog(events: events)
                if wants("drain") { try DrainBench().run(backlog) }
                if wants("job") { try JobBench().run(backlog) }
            }
            return 0
        } catch {
            print("bench failed: \(error)")
            return 1
        }
    }

    private func wants(_ section: String) -> Bool {
        sections.isEmpty || sections.contains(section)
    }
}
