import BasketEvents
import BasketFiles
import BasketSessions

/// What must hold of any bytes whatever that are taken for a checkpoint: they are refused, or they
/// are a state that can be gone on with.
///
/// Used by the fuzzer and by the tests alike.
public struct CheckpointReaderCheck: ~Copyable {
    private var reader = EventReader()
    /// Reads packed chunks, and leaves what it writes plain: a packer for each input takes its time.
    private let packing = CheckpointPacking(
        pack: { _ in nil }, unpack: { ZstdBlock.unpack($0, size: $1) })
    /// How many checkpoints were good.
    public private(set) var loaded = 0

    public init() {}

    /// What is wrong with how these bytes are read, in words; `nil`: nothing.
    ///
    /// They are read as they are, and once more with sizes and checksums made to fit.
    public mutating func flaw(in bytes: UnsafeRawBufferPointer) -> String? {
        let asTheyAre = Array(bytes)
        if let flaw = flawOfLoading(asTheyAre) { return flaw }
        let sealed = SealedChunks.sealing(asTheyAre)
        return sealed == asTheyAre ? nil : flawOfLoading(sealed).map { "sealed: " + $0 }
    }

    private mutating func flawOfLoading(_ bytes: [UInt8]) -> String? {
        let state: PartitionState
        do throws(CheckpointError) {
            state = try PartitionState(checkpoint: bytes, packing: packing)
        } catch {
            return error.description.isEmpty ? "refused without a word" : nil
        }
        loaded += 1
        return flaw(of: state) ?? flawOfGoingOn(from: state)
    }

    private func flaw(of state: PartitionState) -> String? {
        guard state.ledger.differences.isEmpty else { return "\(state.ledger.differences)" }
        let whole = state.checkpoint()
        do throws(CheckpointError) {
            let again = try PartitionState(checkpoint: whole)
            guard again.checkpoint() == whole else { return "written twice, two checkpoints" }
        } catch {
            return "written anew it is refused: \(error)"
        }
        var keys: Set<SessionKey> = []
        var baskets: Int64 = 0
        state.forEachOpenBasket { basket, _ in
            keys.insert(basket.session)
            baskets += 1
        }
        guard keys.count == baskets, baskets == state.ledger.baskets.open else {
            return "two baskets have one key"
        }
        return nil
    }

    /// A shopper comes in the middle of a checkpoint, and time passes until all is closed.
    private mutating func flawOfGoingOn(from loaded: PartitionState) -> String? {
        var state = loaded
        var effects = Effects()
        state.beginCheckpoint()
        for number in 0..<4 { takeRecord(number, into: &state, &effects) }
        var snapshots: [BasketSnapshot] = []
        state.takeTouchedBaskets(into: &snapshots, texts: &effects.texts)
        var chunks: [UInt8] = []
        while let chunk = state.nextChunk(.plain) { chunks += chunk.bytes }
        do throws(CheckpointError) {
            let standing = try PartitionState(checkpoint: chunks)
            guard standing.checkpoint() == loaded.checkpoint() else {
                return "a checkpoint under way took in what came after it began"
            }
        } catch {
            return "chunks written one by one are refused: \(error)"
        }
        state.advance(
            to: EventTime(milliseconds: state.watermark.milliseconds + 1 << 53), into: &effects)
        guard state.ledger.differences.isEmpty else { return "\(state.ledger.differences)" }
        return state.ledger.sessions.open == 0 ? nil : "a session never closes"
    }

    private mutating func takeRecord(
        _ number: Int, into state: inout PartitionState, _ effects: inout Effects
    ) {
        let first = EventLimits.timeMilliseconds.lowerBound
        let last = EventLimits.timeMilliseconds.upperBound
        let time = min(max(state.watermark.milliseconds, first), last - 10) + Int64(number)
        let value = Array(
            (number == 3
                ? "no event"
                : #"{"id":"e-\#(number)","type":"\#(number == 0 ? "view" : "add_to_basket")","#
                    + #""time_ms":\#(time),"shopper_id":"u-1","product_id":"p","quantity":2,"#
                    + #""price_minor":5,"currency":"EUR","device":"new"}"#).utf8)
        value.withUnsafeBytes {
            let record = LogRecord(
                partition: state.partition, offset: state.ledger.nextOffset,
                timestampMilliseconds: nil, key: UnsafeRawBufferPointer(start: nil, count: 0),
                value: $0)
            state.take(record, reader: &reader, into: &effects)
        }
    }
}
