import BasketSessions
import BasketStore

/// Forgetting shoppers, as the store asks for it.
extension Worker where Consumer: ~Copyable, Writer: ~Copyable {
    /// Has our partitions forget whom they are to, where it is time to look. The next flush removes
    /// the rows; until it is written the request stays, for us or for the partition's next owner.
    ///
    /// - Returns: whether a flush is due for it.
    mutating func forgetShoppers(at now: ContinuousClock.Instant) throws -> Bool {
        guard now >= forgetLookDue else { return false }
        forgetLookDue = now + PipelineLimit.forgetLook
        let live = owned.compactMap { partition in
            partition.flatMap { $0.isLive && $0.stop == nil ? $0.partition : nil }
        }
        guard !live.isEmpty else { return false }
        let requests: [ForgetRequest]
        do {
            requests = try writer.forgetRequests(of: live)
        } catch {
            guard error.isRetriable else { throw error }
            storeWentAway(error)
            return false
        }
        for request in requests {
            guard let partition = ownedPartition(request.partition) else { continue }
            do {
                try partition.forget(request)
            } catch {
                partition.stop = .checkpoint(error)
                halt(partition, .checkpoint(error))
            }
            log.info(
                "forgetting a shopper",
                ["partition": "\(request.partition)", "request": "\(request.id)"])
        }
        return !requests.isEmpty
    }
}
