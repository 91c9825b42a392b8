import BasketStore

/// What was committed in a run, of each kind so many.
public struct WrittenCounts: Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        case takeovers
        case flushes
        case scores
        case outcomes
        case lostBaskets = "baskets given up"
        case quarantined
        case ticks
        case modelChanges = "changes of the model"
        case settingsChanges = "changes of the settings"
        case forgotten = "shoppers forgotten"
        case losses = "losses passed over"
        case checkpoints = "whole checkpoints"
        case chunks
        /// States made anew from an older checkpoint or the log's beginning, or asked for.
        case rebuilds
    }

    private var counts = [Kind: Int]()

    public subscript(_ kind: Kind) -> Int { counts[kind] ?? 0 }

    mutating func add(_ kind: Kind, _ count: Int = 1) { counts[kind, default: 0] += count }

    mutating func add(_ others: WrittenCounts) {
        for (kind, count) in others.counts { add(kind, count) }
    }

    mutating func add(_ part: PartitionFlush) {
        add(.flushes)
        add(.scores, part.effects.moments.count)
        add(.outcomes, part.effects.outcomes.count { $0.kind != .browsed })
        add(.quarantined, part.effects.quarantined.count)
        add(.chunks, part.chunks.count)
        if part.chunks.last?.isLast == true { add(.checkpoints) }
        for input in part.recordedInputs {
            switch input.kind {
            case .tick: add(.ticks)
            case .model: add(.modelChanges)
            case .settings: add(.settingsChanges)
            case .loss, .reset: add(.losses)
            case .forget: add(.forgotten)
            case .partitions: break
            }
        }
    }

    public var text: String {
        Kind.allCases.map { "\($0.rawValue) \(self[$0])" }.joined(separator: ", ")
    }
}
