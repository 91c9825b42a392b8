import BasketEvents
import BasketRisk
import BasketSessions
import BasketStore
import KafkaLog

/// From where a partition can be run again: from the beginning, or from a checkpoint.
struct PartitionCourse {
    /// Why a partition cannot be run again, in words.
    struct Impossible: Error {
        let reason: String
    }

    let stored: StoredPartition
    let state: PartitionState
    /// The first offset that is read: beyond the state's where a loss was recorded there.
    let readFrom: Int64
    let isFromCheckpoint: Bool
    let inputs: InputPlace
    /// The model in force at the start; `nil`: none was.
    let modelVersion: Int32?
    /// The shoppers forgotten on the way, with the offset behind which it was.
    let forgotten: [StableHash: Int64]
    /// Whether sessions were given up somewhere, since the log had lost what they were made of.
    let hasReset: Bool

    /// What is stored of one partition besides its rows.
    private struct Sources {
        let stored: StoredPartition
        let range: LogCluster.Range
        let generation: UInt8
        let seldom: [RecordedInput]
    }

    init(
        _ stored: StoredPartition, generation: UInt8, log range: LogCluster.Range,
        _ wanted: VerificationSettings.Checkpoint, in snapshot: StoreSnapshot
    ) throws {
        let next = stored.ledger.nextOffset
        guard range.end >= next else {
            throw Impossible(
                reason: "the log ends at offset \(range.end), before what is committed "
                    + "(\(next)): the topic was made anew, or its end was lost")
        }
        let sources = Sources(
            stored: stored, range: range, generation: generation,
            seldom: try snapshot.seldomInputs(of: stored.partition))
        let start = try PartitionCourse.start(sources, wanted, in: snapshot)
        self.stored = stored
        state = start.state
        inputs = start.inputs
        isFromCheckpoint = start.isCheckpoint
        readFrom = PartitionCourse.needed(from: start.inputs.offset, sources.seldom)
        modelVersion =
            sources.seldom.last { $0.kind == .model && $0.place < start.inputs }
            .map { Int32(truncatingIfNeeded: $0.value) }
        var forgotten: [StableHash: Int64] = [:]
        for input in sources.seldom {
            if case .forget(let shopper) = try input.change() { forgotten[shopper] = input.offset }
        }
        self.forgotten = forgotten
        hasReset = sources.seldom.contains { $0.kind == .reset }
    }

    private typealias Start = (state: PartitionState, inputs: InputPlace, isCheckpoint: Bool)

    private static func start(
        _ sources: Sources, _ wanted: VerificationSettings.Checkpoint, in snapshot: StoreSnapshot
    ) throws -> Start {
        let first = sources.stored.ledger.firstOffset
        func isReachable(_ offset: Int64) -> Bool {
            sources.range.start <= needed(from: offset, sources.seldom)
        }
        if wanted == .asNeeded, isReachable(first) {
            return (try beginning(sources), InputPlace(offset: first, ordinal: 0), false)
        }
        let checkpoints = try snapshot.checkpoints(of: sources.stored.partition).filter {
            $0.offset <= sources.stored.ledger.nextOffset && isReachable($0.offset)
        }
        guard let place = wanted == .newest ? checkpoints.last : checkpoints.first else {
            throw Impossible(
                reason: wanted == .asNeeded || !isReachable(first)
                    ? "the log begins at offset \(sources.range.start) by now, and no checkpoint "
                        + "from there on is kept" : "no checkpoint is kept")
        }
        let bytes = try snapshot.checkpoint(of: sources.stored.partition, at: place.offset)
        do throws(CheckpointError) {
            return (try PartitionState(checkpoint: bytes, packing: .zstd), place, true)
        } catch {
            throw Impossible(reason: "its checkpoint at offset \(place.offset): \(error)")
        }
    }

    /// The empty state, with the settings of the very beginning.
    private static func beginning(_ sources: Sources) throws -> PartitionState {
        let ledger = sources.stored.ledger
        let recorded = sources.seldom.filter { $0.kind == .settings }
        let first = recorded.first
        guard first.map({ $0.offset == ledger.firstOffset }) ?? true else {
            throw Impossible(reason: "the settings that it began with were not recorded")
        }
        let settings: SessionSettings
        do throws(CheckpointError) {
            settings = try SessionSettings(encoded: first?.bytes ?? sources.stored.settings)
        } catch {
            throw Impossible(reason: "the settings that it began with: \(error)")
        }
        return PartitionState(
            partition: sources.stored.partition, generation: sources.generation,
            firstOffset: ledger.firstOffset, settings: settings)
    }

    /// The first offset that must be read from the log: losses recorded at the start lead beyond it.
    private static func needed(from offset: Int64, _ seldom: [RecordedInput]) -> Int64 {
        seldom.reduce(offset) { needed, input in
            [.loss, .reset].contains(input.kind) && (offset...needed).contains(input.offset)
                ? max(needed, input.value) : needed
        }
    }
}
