import BasketStore

/// A PostgreSQL of this test process: a cluster in a temporary folder, on a unix socket.
public final class PrivatePostgres: Sendable {
    /// The one cluster that a test process's suites share; stopped when the process ends.
    public static let shared = PrivatePostgres()

    /// A fresh, migrated database.
    public func database() -> StoreSettings { fatalError() }
}
