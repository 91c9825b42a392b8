/// Brings a database's schema `basketwatch` to what this program needs.
public struct Migrator: ~Copyable {
    public init(_ settings: StoreSettings) throws(BasketStoreError) {
        fatalError()
    }

    /// Applies the migrations that are missing, in order, each in a transaction.
    ///
    /// Safe from many instances at once: the others wait and find nothing to do.
    /// - Parameter withRoles: also makes the three roles and grants them their rights; needs the
    ///   right to create roles where they are missing.
    /// - Returns: the names of those that this call applied.
    public func migrate(withRoles: Bool = true) throws(BasketStoreError) -> [String] {
        fatalError()
    }
}
