import BasketStore

/// What a worker's flushes go to and its partitions' standing comes from: PostgreSQL, or a
/// simulation of it.
///
/// The methods mean what those of `FlushWriter` say.
package protocol FlushStore: ~Copyable {
    var isBusy: Bool { get }
    mutating func send(_ flush: consuming Flush) throws(BasketStoreError)
    mutating func advance() throws(BasketStoreError) -> FlushProgress
    func wait(timeout: Duration)
    mutating func takeFlush() -> Flush
    mutating func reconnect() throws(BasketStoreError)
    mutating func hasPartition(_ partition: Int32) throws(BasketStoreError) -> Bool
    mutating func takeOver(_ request: TakeOver) throws(BasketStoreError) -> Ownership
    mutating func stateSource(
        of partition: Int32, before offset: Int64
    ) throws(BasketStoreError) -> Ownership.StateSource
    mutating func release(partition: Int32, epoch: Int64) throws(BasketStoreError)
    mutating func forgetRequests(
        of partitions: [Int32]
    ) throws(BasketStoreError) -> [ForgetRequest]
    mutating func noteStop(
        partition: Int32, epoch: Int64, reason: String
    ) throws(BasketStoreError) -> Bool
    mutating func noteGoingOn(partition: Int32, epoch: Int64) throws(BasketStoreError)
}

extension FlushStore where Self: ~Copyable {
    /// Not known: a partition's start is asked for where it need not be.
    package mutating func hasPartition(_ partition: Int32) throws(BasketStoreError) -> Bool {
        false
    }

    /// A store that nobody looks into needs no mark taken away.
    package mutating func noteGoingOn(partition: Int32, epoch: Int64) throws(BasketStoreError) {}
}

extension FlushWriter: FlushStore {}

extension FlushStore where Self: ~Copyable {
    /// A store in which nobody asks for it.
    package mutating func forgetRequests(
        of partitions: [Int32]
    ) throws(BasketStoreError) -> [ForgetRequest] { [] }
}
