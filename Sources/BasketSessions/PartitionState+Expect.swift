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
            let shopper = StableHash(record.key)
            let slot = index.likely(shopper)
            if slot >= 0 { expected.append(slot) }
        }
        // What is read is summed up and kept, so that no compiler leaves the reading out.
        var sum: Int64 = 0
        for slot in expected {
            // Its first, middle and last field: a session lies across three lines of the cache.
            let session = sessions[Int(slot)]
            sum &+= Int64(truncatingIfNeeded: session.shopper.low) &+ session.scheduled
            sum &+= Int64(session.basket)
        }
        for slot in expected {
            let (ids, basket) = (sessions[Int(slot)].ids, sessions[Int(slot)].basket)
            sum &+= self.ids.glance(ids)
            if basket >= 0 { sum &+= baskets[Int(basket)].glance }
        }
        glanced = sum
    }
}
