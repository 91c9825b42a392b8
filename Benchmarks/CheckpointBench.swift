import BasketEvents
import BasketFiles
import BasketPipeline
import BasketSessions
import BasketStore

/// A checkpoint of a million open sessions: what it weighs, how long the stream waits for it, how
/// fast it is stored, read back and gone on from.
struct CheckpointBench {
    private let batch = 10_000

    func run() throws {
        var million = MillionSessions()
        let ledger = million.state.ledger
        note(
            "\(grouped(Int(ledger.sessions.open))) sessions open, \(grouped(Int(ledger.baskets.open))) "
                + "of them with a basket")
        let chunks = write(&million)
        let rerun = million.batches(1, of: 1_000_000)
        pauses(&million)
        restore(chunks, sessions: Int(ledger.sessions.open))
        try store(chunks, ledger, rerun[0])
    }

    /// All of it, nothing else going on.
    private func write(_ million: inout MillionSessions) -> [CheckpointChunk] {
        var chunks: [CheckpointChunk] = []
        let work = Measure.of {
            million.begin()
            while let chunk = million.nextChunk() { chunks.append(chunk) }
        }
        let packed = chunks.reduce(0) { $0 + $1.bytes.count }
        let plain = chunks.reduce(0) { $0 + $1.plainCount }
        say(
            pad("a checkpoint, packed", 46)
                + pad("\(rounded(Double(packed) / 1e6, 1)) MB", 24)
                + "\(rounded(work.seconds, 2)) s of a worker; \(chunks.count) chunks")
        note("\(rounded(Double(plain) / 1e6, 1)) MB before packing")
        return chunks
    }

    /// Batches of records with a chunk between two of them, as flushes take them, and without.
    private func pauses(_ million: inout MillionSessions) {
        func longest(withCheckpoint: Bool) -> (
            slice: Double, batch: Double, all: Double, count: Int
        ) {
            let batches = million.batches(160, of: batch)
            var slices: [Double] = []
            var takes: [Double] = []
            let all = Measure.of {
                for (index, events) in batches.enumerated() {
                    if withCheckpoint {
                        slices.append(
                            Measure.of {
                                if index == 0 { million.begin() }
                                keep(million.nextChunk())
                            }.seconds)
                    }
                    takes.append(Measure.of { million.take(events) }.seconds)
                }
            }
            return (slices.max() ?? 0, takes.max() ?? 0, all.seconds, batches.count * batch)
        }
        let without = longest(withCheckpoint: false)
        let with = longest(withCheckpoint: true)
        let wait = max(with.slice, with.batch - without.batch) * 1_000
        compare(
            "longest wait of the stream", "\(rounded(wait, 1)) ms", isMet: wait <= 50,
            wanted: "at most a flush, 50 ms")
        note(
            "longest slice \(rounded(with.slice * 1_000, 1)) ms; longest batch of "
                + "\(grouped(batch)) records \(rounded(with.batch * 1_000, 1)) ms, without a "
                + "checkpoint \(rounded(without.batch * 1_000, 1)) ms")
        note(
            "\(grouped(Int(Double(with.count) / with.all))) records/s with a chunk every "
                + "\(grouped(batch)), \(grouped(Int(Double(without.count) / without.all))) without")
    }

    /// Back into a state, beside a bare read of the same bytes: checked and unpacked, no more.
    private func restore(_ chunks: [CheckpointChunk], sessions: Int) {
        let bytes = chunks.flatMap(\.bytes)
        var restores: [Double] = []
        var reads: [Double] = []
        for _ in 0..<3 {
            reads.append(Measure.of { for chunk in chunks { readBare(chunk) } }.seconds)
            restores.append(
                Measure.of {
                    // A checkpoint of our own: the tests hold that it can be read.
                    keep(try? PartitionState(checkpoint: bytes, packing: .zstd))
                }.seconds)
        }
        func rate(_ seconds: [Double]) -> String {
            figure(Double(sessions) / seconds.median, "sessions/s")
        }
        say(pad("a bare read of a checkpoint's bytes", 46) + rate(reads))
        say(
            pad("a restore", 46) + pad(rate(restores), 24)
                + "\(rounded(reads.median / restores.median, 2)) of the bare read")
    }

    private func readBare(_ chunk: CheckpointChunk) {
        chunk.bytes.withUnsafeBytes { bytes in
            keep(StableHash(UnsafeRawBufferPointer(rebasing: bytes.dropLast(16))))
            let payload = UnsafeRawBufferPointer(rebasing: bytes[32..<bytes.count - 16])
            keep(bytes[23] == 1 ? ZstdBlock.unpack(payload, size: chunk.plainCount) : [])
        }
    }

    /// Into PostgreSQL, a chunk a flush, twice, so that the second clears the first away; and a new
    /// owner's way back from there.
    private func store(
        _ chunks: [CheckpointChunk], _ ledger: Ledger, _ rerun: RecordedEvents
    ) throws {
        let database = try BenchDatabase.fresh()
        var writing = try CheckpointWriting.open(database, ledger)
        let first = try writing.write(chunks, at: ledger.nextOffset - 1)
        let second = try writing.write(chunks, at: ledger.nextOffset)
        func report(_ what: String, _ times: [Double]) {
            say(
                pad(what, 46)
                    + pad("\(rounded(times.reduce(0, +), 2)) s", 24)
                    + "a flush \(rounded(times.median * 1_000, 1)) ms, longest "
                    + "\(rounded((times.max() ?? 0) * 1_000, 1)) ms, last "
                    + "\(rounded((times.last ?? 0) * 1_000, 1)) ms")
        }
        report("stored in PostgreSQL, a chunk a flush", first)
        report("the same, clearing the one before away", second)

        var state: PartitionState?
        let read = try Measure.of { state = try writing.restored() }
        guard var state else { return }
        var reader = EventReader()
        var effects = Effects()
        let run = Measure.of {
            rerun.forEach(from: ledger.nextOffset) {
                state.take($0, reader: &reader, into: &effects)
                if effects.moments.count > 4_096 { effects.removeAll() }
            }
        }
        say(
            pad("recovery: read and restored", 46) + pad("\(rounded(read.seconds, 2)) s", 24)
                + "then \(rounded(run.seconds, 2)) s a million records to run again")
    }
}
