import Foundation

/// The sections, by name.
struct Benchmarks {
    let sections: [String]

    /// - Returns: the exit code.
    func run() -> Int32 {
        for section in sections {
            do {
                try run(section)
            } catch {
                say("basketbench: section '\(section)' failed: \(error)")
                return 1
            }
        }
        return 0
    }

    private func run(_ section: String) throws {
        switch section {
        case "parse": ParseBench().run()
        case "sessions": SessionBench().run()
        case "risk": RiskBench().run()
        case "memory": MemoryBench().run()
        case "backlog": try Backlog.produce()
        case "drain": try DrainBench().run(Backlog.standing())
        case "job": try JobBench(history: .none).run(Backlog.standing())
        case "history": try JobBench(history: .all).run(Backlog.standing())
        case "checkpoint": try CheckpointBench().run()
        case "upsert": try StoreBench().run()
        default: throw BenchFailure("there is no such section")
        }
    }
}

/// Why a measurement cannot be made.
struct BenchFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// What a run is told by its environment.
enum BenchSetting {
    static func text(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    static func needed(_ name: String) throws -> String {
        guard let value = text(name) else { throw BenchFailure("set \(name)") }
        return value
    }

    static func number(_ name: String, standard: Int) -> Int {
        text(name).flatMap { Int($0) } ?? standard
    }
}
