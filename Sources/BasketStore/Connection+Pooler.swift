import CLibpq
import Glibc

extension Connection {
    /// Finds out whether the session is ours for as long as we are connected: behind a pooler in
    /// transaction mode each transaction runs in whichever session is free, so that neither settings
    /// nor prepared statements stay.
    ///
    /// A pooler shows by giving us another process number than PostgreSQL has. Its mode shows when a
    /// second connection is lent our session while we do nothing, or we are lent another. That is
    /// sure on a pool without other traffic, and likely with it.
    func findOutWhoseSession(_ settings: StoreSettings) throws(BasketStoreError) -> Bool {
        let ask = "SELECT pg_backend_pid()"
        guard let ours = try answer(to: ask, within: settings.firstAnswerTimeout) else {
            throw .cannotConnect(
                database: settings.maskedDatabase,
                reason: "it lets us in, and says nothing (a pooler without a free connection?)")
        }
        guard ours != PQbackendPID(raw) else { return true }

        let second = try Connection.connect(settings)
        // In session mode with all connections lent there is no answer: ours is not lent to others.
        let lent: Int32?
        do {
            lent = try second.answer(to: "BEGIN; " + ask, within: .seconds(1))
        } catch .statement {
            // A pooler in statement mode has no transactions at all.
            return false
        }
        guard let lent else { return true }
        let again = try answer(to: ask, within: settings.firstAnswerTimeout)
        _ = try second.answer(to: "ROLLBACK", within: .seconds(1))
        return lent != ours && again == ours
    }

    /// The number that the last of some statements answers; `nil`: none came in time.
    private func answer(
        to sql: String, within time: Duration
    ) throws(BasketStoreError) -> Int32? {
        let operation = "asking who answers"
        guard PQsendQuery(raw, sql) == 1 else { throw lost(during: operation) }
        let deadline = ContinuousClock.now + time
        var number: Int32?
        while true {
            while PQisBusy(raw) != 0 {
                let left = deadline - .now
                guard left > .zero else { return nil }
                var watched = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
                // An interrupted or failed wait only comes back early.
                _ = poll(&watched, 1, Int32(clamping: Int64(left / .milliseconds(1)) + 1))
                guard PQconsumeInput(raw) == 1 else { throw lost(during: operation) }
            }
            guard let answer = PQgetResult(raw) else { return number }
            let result = QueryResult(answer)
            guard result.isDone else { throw failure(result, during: operation) }
            // The simple protocol answers in text.
            if result.rowCount > 0 { number = Int32(result.text(0, 0)) }
        }
    }
}
