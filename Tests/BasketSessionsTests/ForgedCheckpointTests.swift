import BasketEvents
import Foundation
import StoryTesting
import Testing

@testable import BasketSessions

@Suite("A forged checkpoint")
struct ForgedCheckpointTests {
    @Test("of format 1 in which something happened after its session's end is refused")
    func afterTheEnd() throws {
        let file = Story.folder.appending(path: "checkpoints/v1.bin")
        let bytes = Array(try Data(contentsOf: file).dropLast(CheckpointFormat.hashBytes))
        // The first basket's times lie behind its shopper's id and five counts.
        let times = try ForgedCheckpointTests.times(in: bytes)
        for time in times {
            var forged = bytes
            withUnsafeBytes(of: Int64(1 << 50).littleEndian) {
                forged.replaceSubrange(time..<time + 8, with: $0)
            }
            let hash = forged.withUnsafeBytes { StableHash($0) }
            var writer = StateWriter()
            writer.append(hash)
            #expect(throws: CheckpointError.damaged("something happened after its session")) {
                try PartitionState(checkpoint: forged + writer.bytes)
            }
        }
    }

    @Test("with two sessions of one key is refused")
    func twins() throws {
        var partition = TestPartition(.small())
        partition.take(.view("e-1", at: TestEvent.dawn))
        partition.take(.view("e-2", at: TestEvent.dawn).with { $0.shopper = "u-2" })
        // Both say that the first record opened them.
        let slots = partition.state.sessions.indices
        let first = partition.state.sessions[slots[0]].key
        partition.state.sessions[slots[1]].key = first
        #expect(throws: CheckpointError.damaged("two sessions have one key")) {
            try PartitionState(checkpoint: partition.state.checkpoint())
        }
    }

    @Test("at an offset that no session's key could hold is refused")
    func offset() {
        var partition = TestPartition(.small(), firstOffset: 1 << 40)
        partition.state.skip(to: 1 << 40 + 1, as: .absent)
        #expect(throws: CheckpointError.damaged("its offset cannot be")) {
            try PartitionState(checkpoint: partition.state.checkpoint())
        }
    }

    @Test("that says it kept nothing of more records than there were is refused")
    func unkept() {
        var partition = TestPartition(.small())
        partition.take(TestRecord(key: nil, value: Array("<html>".utf8)))
        partition.state.ledger.unkept = 2
        #expect(throws: CheckpointError.damaged("it kept less than it had")) {
            try PartitionState(checkpoint: partition.state.checkpoint())
        }
    }

    /// Where the times of the first open basket stand: the first place that holds five of one day.
    private static func times(in bytes: [UInt8]) throws -> [Int] {
        func number(_ at: Int) -> Int64 {
            bytes.withUnsafeBytes {
                Int64(littleEndian: $0.loadUnaligned(fromByteOffset: at, as: Int64.self))
            }
        }
        let day = TestEvent.dawn..<TestEvent.dawn + 86_400_000
        // First add, last add, last change.
        let start = try #require(
            (8..<bytes.count - 24).first { at in
                (0..<3).allSatisfy { day.contains(number(at + $0 * 8)) }
            })
        return (0..<3).map { start + $0 * 8 }
    }
}
