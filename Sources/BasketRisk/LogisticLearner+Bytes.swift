extension LogisticLearner {
    public init(saved bytes: [UInt8]) throws(RiskLearnerError) {
        var reader = try LearnerReader(bytes, kind: LogisticLearner.kind)
        try self.init(&reader)
        try reader.finish()
    }

    public func save() -> [UInt8] {
        var writer = LearnerWriter(kind: LogisticLearner.kind)
        write(to: &writer, forServing: !canLearn)
        return writer.finished()
    }

    public func saveForServing() -> [UInt8] {
        var writer = LearnerWriter(kind: LogisticLearner.kind)
        write(to: &writer, forServing: true)
        return writer.finished()
    }

    /// How many learned examples; whether it can learn; then the slots that are not as a zero model's,
    /// each with its number.
    func write(to writer: inout LearnerWriter, forServing: Bool) {
        writer.append(learned)
        writer.append(forServing ? UInt8(0) : 1)
        let told = units.indices.filter { slot in
            units[slot] != 0 || !forServing && (states[slot].root != 0 || states[slot].start != 0)
        }
        writer.append(UInt32(told.count))
        for slot in told {
            writer.append(UInt32(slot))
            writer.append(units[slot])
            guard !forServing else { continue }
            writer.append(states[slot].start)
            writer.append(states[slot].offset)
            writer.append(states[slot].pull)
            writer.append(states[slot].root)
        }
    }

    init(_ reader: inout LearnerReader) throws(RiskLearnerError) {
        let learned = try reader.next(Int64.self)
        let hasStates = try reader.next(UInt8.self) == 1
        var units = [Int32](repeating: 0, count: LogisticSlots.count)
        var states = [Slot](repeating: Slot(), count: hasStates ? LogisticSlots.count : 0)
        let told = try reader.nextCount(itemSize: hasStates ? 40 : 8)
        for _ in 0..<told {
            let slot = Int(try reader.next(UInt32.self))
            guard slot < units.count else { throw .damaged }
            units[slot] = try reader.next(Int32.self)
            guard hasStates else { continue }
            states[slot].start = try reader.nextDouble()
            states[slot].offset = try reader.nextDouble()
            states[slot].pull = try reader.nextDouble()
            states[slot].root = try reader.nextDouble()
        }
        self.init(learned: learned, units: units, states: states)
    }
}
