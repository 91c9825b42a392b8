import BasketEvents
import BasketStore

/// The tables `forget_request` and `forget_progress`, and what they lead to.
extension SimulatedTables {
    /// That a shopper is to be forgotten.
    struct Forgetting: Equatable {
        let id: Int64
        let shopper: String
        /// The partitions that have not done it yet.
        var waiting: Set<Int32>
    }

    mutating func ask(toForget shopper: String) {
        forgettings.append(
            Forgetting(
                id: Int64(forgettings.count), shopper: shopper, waiting: Set(partitions.keys)))
    }

    var isForgetting: Bool { forgettings.contains { !$0.waiting.isEmpty } }

    func forgetRequests(of partitions: [Int32]) -> [ForgetRequest] {
        forgettings.flatMap { request in
            partitions.filter { request.waiting.contains($0) }.map {
                ForgetRequest(
                    id: request.id, partition: $0, shopper: StableHash(request.shopper))
            }
        }
    }

    /// Whom a recorded hash is of.
    func shopper(_ hash: StableHash) -> String? {
        forgettings.first { StableHash($0.shopper) == hash }?.shopper
    }

    /// Carries the requests out that a flush names, behind all else that it brings.
    mutating func forget(_ part: PartitionFlush) {
        for id in part.forgetRequests {
            guard let place = forgettings.firstIndex(where: { $0.id == id }),
                forgettings[place].waiting.remove(part.partition) != nil
            else { continue }
            removeRows(of: forgettings[place].shopper, partition: part.partition)
        }
    }

    /// What `forget_rows` does.
    mutating func removeRows(of shopper: String, partition: Int32) {
        var sessions: Set<Int64> = []
        for (key, row) in baskets where row.texts.first == shopper { sessions.insert(key) }
        for (key, row) in outcomes where row.texts.first == shopper { sessions.insert(key) }
        for (key, row) in givenUp where row.texts.first == shopper { sessions.insert(key) }
        sessions = sessions.filter { $0 >> 40 == Int64(partition) }
        for session in sessions {
            baskets[session] = nil
            outcomes[session] = nil
            givenUp[session] = nil
        }
        scores = scores.filter { !sessions.contains($0.key.session) }
        quarantine = quarantine.filter { place, record in
            place.partition != partition
                || record.key != shopper && !record.value.contains("\"\(shopper)\"")
        }
    }
}
