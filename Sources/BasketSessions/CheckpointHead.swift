import BasketEvents

/// What a checkpoint begins with: all of a state but its sessions and the shoppers it remembers.
///
/// Times and offsets of the items behind it are told from here, so that they are short.
struct CheckpointHead {
    let settings: SessionSettings
    let ledger: Ledger
    let watermark: EventTime
    let refusals: RefusalWindow
    /// In the order of their numbers, from 2.
    let words: ArraySlice<[UInt8]>
    var traces = TopicTraces()
}

extension StateWriter {
    mutating func append(_ head: CheckpointHead) {
        append(head.settings.encoded)
        head.ledger.counts.forEach { append(small: UInt64(bitPattern: $0)) }
        append(small: UInt64(bitPattern: head.watermark.milliseconds))
        append(small: UInt64(head.words.count))
        for word in head.words { append(word) }
        append(small: UInt64(head.ledger.unkept))
        append(head.refusals)
        append(head.traces)
    }
}

extension StateReader {
    /// - Parameter format: before the third it told of no refused records, and nothing of the topic.
    mutating func head(ofFormat format: UInt32) throws(CheckpointError) -> CheckpointHead {
        let settings = try SessionSettings(encoded: try shortBytes())
        var ledger = Ledger(firstOffset: 0)
        var counts: [Int64] = []
        for _ in ledger.counts { counts.append(try count56()) }
        ledger.counts = counts
        guard ledger.nextOffset <= SessionKey.offsets else {
            throw .damaged("its offset cannot be")
        }
        guard ledger.differences.isEmpty else { throw .damaged("its ledger does not balance") }
        let watermark = try small(as: Int64.self)
        guard watermark < SessionSettings.limitMilliseconds else {
            throw .damaged("its watermark cannot be")
        }
        var words: [[UInt8]] = []
        for _ in 0..<(try small()) { words.append(try shortText()) }
        var refusals = RefusalWindow()
        if format > 2 {
            ledger.unkept = try count56()
            guard ledger.unkept <= ledger.quarantined else {
                throw .damaged("it kept less than it had")
            }
            refusals = try self.refusals(settings)
        }
        return CheckpointHead(
            settings: settings, ledger: ledger,
            watermark: EventTime(milliseconds: watermark), refusals: refusals, words: words[...],
            traces: format < 3 ? TopicTraces() : try traces(before: ledger.nextOffset))
    }

    /// A count that can be added up with others and counted on.
    private mutating func count56() throws(CheckpointError) -> Int64 {
        let count = try small()
        guard count < 1 << 56 else { throw .damaged("a count cannot be") }
        return Int64(count)
    }
}

extension Ledger {
    /// Every count, in the order that a checkpoint holds them.
    fileprivate var counts: [Int64] {
        get {
            Ledger.fields.map { self[keyPath: $0] }
                + Ledger.groups.flatMap { group in
                    SessionCounts.fields.map { self[keyPath: group.appending(path: $0)] }
                }
        }
        set {
            let groups = Ledger.groups.flatMap { group in
                SessionCounts.fields.map { group.appending(path: $0) }
            }
            for (field, count) in zip(Ledger.fields + groups, newValue) {
                self[keyPath: field] = count
            }
        }
    }

    private static var fields: [WritableKeyPath<Ledger, Int64>] {
        [
            \.firstOffset, \.nextOffset, \.read, \.absent, \.lost, \.applied, \.duplicate, \.late,
            \.quarantined, \.clamped, \.keyless, \.cut,
        ]
    }

    private static var groups: [WritableKeyPath<Ledger, SessionCounts>] { [\.sessions, \.baskets] }
}

extension SessionCounts {
    fileprivate static var fields: [WritableKeyPath<SessionCounts, Int64>] {
        [
            \.opened, \.open, \.purchased, \.abandoned, \.browsed, \.merged, \.forgotten, \.lost,
        ]
    }
}
