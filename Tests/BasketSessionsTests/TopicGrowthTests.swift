import BasketEvents
import Testing

@testable import BasketSessions

private let dawn = TestEvent.dawn

@Suite("A topic that gets partitions")
struct TopicGrowthTests {
    private static func add(_ shopper: String, at second: Int64) -> TestEvent {
        TestEvent.add("e-\(shopper)-\(second)", at: dawn + second * 1_000).with {
            $0.shopper = shopper
        }
    }

    /// Outcomes by shopper, and why they are no training examples.
    private func exclusions(_ partition: borrowing TestPartition) -> [String: Exclusion?] {
        var found: [String: Exclusion?] = [:]
        for outcome in partition.outcomes {
            found[partition.effects.texts.string(outcome.texts.shopperID)] = outcome.exclusion
        }
        return found
    }

    @Test("marks the sessions that are open then, and no others")
    func marks() throws {
        var partition = TestPartition(.small())
        try partition.take(.partitions(4))
        partition.take(Self.add("before", at: 0))
        partition.tick(to: dawn + 100_000)
        partition.take(Self.add("during", at: 100))
        try partition.take(.partitions(6))
        partition.take([Self.add("during", at: 110), Self.add("after", at: 120)])
        partition.tick(to: dawn + 1_000_000)

        #expect(
            exclusions(partition) == ["before": nil, "during": .some(.moved), "after": nil])
        #expect(partition.ledger.differences == [])
    }

    @Test("marks nothing when its size is first known, is told again, or has shrunk")
    func noGrowth() throws {
        var partition = TestPartition(.small())
        partition.take(Self.add("u", at: 0))
        for count: Int32 in [4, 4, 3] { try partition.take(.partitions(count)) }
        partition.tick(to: dawn + 1_000_000)
        #expect(exclusions(partition) == ["u": nil])
    }

    @Test("marks what a session from before has become by a merge; a limit's mark goes before")
    func mergedAndCut() throws {
        var settings = SessionSettings.small()
        settings.mostEvents = 3
        var partition = TestPartition(settings)
        try partition.take(.partitions(4))
        for second: Int64 in 0..<3 { partition.take(Self.add("cut", at: second)) }
        partition.take(Self.add("merged", at: 0))
        try partition.take(.partitions(5))
        partition.take([Self.add("cut", at: 3), Self.add("merged", at: 61)])
        #expect(partition.ledger.sessions.open == 3)
        partition.take(Self.add("merged", at: 55))
        partition.tick(to: dawn + 1_000_000)

        let survivors = partition.outcomes.filter { $0.kind != .merged }
        #expect(
            survivors.map(\.exclusion) == [.cut, nil, .moved],
            "cut, what came after the cut, merged")
    }

    @Test("is the same to a state that was stored and loaded in between", arguments: 0..<4)
    func restored(place: Int) throws {
        let steps: [(inout TestPartition) throws -> Void] = [
            { try $0.take(.partitions(4)) }, { $0.take(Self.add("u", at: 0)) },
            { try $0.take(.partitions(6)) }, { $0.take(Self.add("v", at: 30)) },
        ]
        var whole = TestPartition(.small())
        var stored = TestPartition(.small())
        for (index, step) in steps.enumerated() {
            try step(&whole)
            try step(&stored)
            if index == place {
                stored.state = try PartitionState(checkpoint: stored.state.checkpoint())
            }
        }
        // Behind the end of the log, said again as a recovery may.
        try stored.take(.partitions(6))
        whole.tick(to: dawn + 1_000_000)
        stored.tick(to: dawn + 1_000_000)
        #expect(Trace(stored.effects) == Trace(whole.effects))
        #expect(exclusions(stored) == ["u": .some(.moved), "v": nil])
    }

    @Test("is known by its last record that has a timestamp")
    func lastRecord() throws {
        var partition = TestPartition(.small(), firstOffset: 7)
        #expect(partition.state.lastRecord == nil)
        partition.take(TestRecord(key: nil, value: [], timestamp: 1_000))
        partition.take(TestRecord(key: nil, value: [], timestamp: nil))
        let mark = RecordMark(offset: 7, timestampMilliseconds: 1_000)
        #expect(partition.state.lastRecord == mark)
        #expect(try PartitionState(checkpoint: partition.state.checkpoint()).lastRecord == mark)
        for (timestamp, differs): (Int64?, Bool) in [(1_000, false), (1_001, true), (nil, false)] {
            TestRecord(key: nil, value: [], timestamp: timestamp).lend(offset: 7) {
                #expect(mark.differs(from: $0) == differs)
            }
            TestRecord(key: nil, value: [], timestamp: timestamp).lend(offset: 8) {
                #expect(!mark.differs(from: $0))
            }
        }
    }
}

extension TestPartition {
    mutating func take(_ change: StateChange) throws {
        try state.take(change, into: &effects)
    }
}
