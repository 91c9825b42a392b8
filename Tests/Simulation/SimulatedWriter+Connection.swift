import BasketStore

/// The connection, and how it is lost.
extension SimulatedWriter {
    /// Keeps the flush and gives up the connection.
    mutating func fail(_ error: BasketStoreError) -> BasketStoreError {
        failure = error
        giveUpConnection()
        return error
    }

    /// The server learns of it a while later; what was sent before is still carried out.
    mutating func giveUpConnection() {
        session.isBroken = true
        if let left = transaction, !left.isOver, left.abortsAt == nil {
            if case .committing = left.phase {
            } else {
                left.abortsAt = world.time + world.random.next(in: 0...1_000_000)
            }
        }
        transaction = nil
    }

    func delay() -> Int64 { world.random.next(in: 0...world.plan.storeDelay) }

    func checkConnection(_ operation: String) throws(BasketStoreError) {
        guard instance.isAlive else { throw SimulatedWriter.dead }
        guard !session.isBroken, !world.isStoreDown else {
            throw SimulatedWriter.connectionLost(operation)
        }
    }

    /// Time passes, and much may happen in it.
    func pass(_ name: StaticString) throws(BasketStoreError) {
        guard world.call(instance, name) else { throw SimulatedWriter.dead }
    }

    static let dead = BasketStoreError.refusedSettings(reason: "the process has crashed")

    static func connectionLost(_ operation: String) -> BasketStoreError {
        .connectionLost(reason: "server closed the connection unexpectedly", during: operation)
    }

    static let lockTimedOut = BasketStoreError.statement(
        state: "55P03", reason: "canceling statement due to lock timeout", place: "",
        during: "locking the partitions of a flush")
}
