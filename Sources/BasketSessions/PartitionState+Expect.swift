import BasketEvents

/// What makes taking records fast: memory is slow, and several waits for it can be had at once.
extension PartitionState {
    /// Has the memory that these records will touch fetched into the cache, as far as their keys
    /// tell, the waits for it side by side instead of one after the other.
    ///
    /// A hint: it changes nothing that can be told from outside, and is right to leave out. Give it
    /// ``SessionLimit/expectedRecords`` at a time, just before they are taken; records of other
    /// partitions may lie between them.
    public mutating func expect(_ records: UnsafeBufferPointer<LogRecord>) {
        expected.removeAll(keepingCapacity: true)
        for record in records.prefix(SessionLimit.expectedRecords)
        where record.partition == partition && record.key.count > 0 {
            let slot = index.likely(StableHash(record.key))
            if slot >= 0 { expected.append(slot) }
        }
        wheel.forEachSoon { expected.append($0) }

        glanced = glance(at: expected[...])
    }

    /// Reads a little of what lies behind each slot, step by step for all of them.
    ///
    /// - Returns: the sum of what was read: to be kept, so that no compiler leaves the reading out.
    func glance(at slots: ArraySlice<Int32>) -> Int64 {
        var sum: Int64 = 0
        for slot in slots { sum &+= sessions[Int(slot)].glance }
        for slot in slots { sum &+= glanceBehind(sessions[Int(slot)]) }
        for slot in slots { sum &+= ids.glanceFurther(sessions[Int(slot)].ids) }
        return sum
    }

    /// Reads a little of what a session points to.
    @inline(__always)
    private func glanceBehind(_ session: OpenSession) -> Int64 {
        let sum = ids.glance(session.ids) &+ history.glance(session.shopper)
        return session.hasBasket ? sum &+ baskets[Int(session.basket)].glance : sum
    }
}
