import BasketEvents
import Fuzzing
import Testing

/// What `make fuzz` does at length, for a moment and without libFuzzer: the seeds themselves, and
/// some changed ones.
@Suite("A fuzzer's seed")
struct CorpusTests {
    @Test("of the event reader breaks nothing, as it is and changed", arguments: UInt64(0)..<20)
    func events(seed: UInt64) throws {
        let corpus = try Corpus("fixtures/fuzz/events")
        var check = EventReaderCheck()
        if seed == 0 {
            for file in corpus.files {
                let flaw = file.bytes.withUnsafeBytes { check.flaw(in: $0) }
                #expect(flaw == nil, "\(file.name)")
            }
        }
        var random = SeededRandom(seed: seed)
        for number in 0..<1_000 {
            let bytes = corpus.mutated(&random)
            let flaw = bytes.withUnsafeBytes { check.flaw(in: $0) }
            #expect(flaw == nil, "seed \(seed), number \(number): \(bytes)")
        }
    }

    @Test("of the checkpoint reader is refused or gone on from", arguments: UInt64(0)..<20)
    func checkpoints(seed: UInt64) throws {
        let corpus = try Corpus("fixtures/fuzz/checkpoints", "fixtures/checkpoints")
        var check = CheckpointReaderCheck()
        if seed == 0 {
            for file in corpus.files {
                let flaw = file.bytes.withUnsafeBytes { check.flaw(in: $0) }
                #expect(flaw == nil, "\(file.name)")
            }
            // Were all refused, nothing would be shown of going on.
            #expect(check.loaded > 10)
        }
        var random = SeededRandom(seed: seed)
        for number in 0..<100 {
            let bytes = corpus.mutated(&random)
            let flaw = bytes.withUnsafeBytes { check.flaw(in: $0) }
            #expect(flaw == nil, "seed \(seed), number \(number): \(bytes)")
        }
    }

    @Test("is one of a few dozen, and small")
    func size() throws {
        for folder in ["fixtures/fuzz/events", "fixtures/fuzz/checkpoints"] {
            let files = try Corpus(folder).files
            #expect((20...100).contains(files.count), "\(folder) has \(files.count)")
            #expect(files.allSatisfy { $0.bytes.count <= 2_048 })
        }
    }
}
