/// Reads what people ask for, through the public views: the reader's role is enough.
public struct StoreReader: ~Copyable {
    let connection: Connection

    /// Connects and checks the schema's version.
    public init(_ settings: StoreSettings) throws(BasketStoreError) {
        connection = try Connection.checked(settings)
    }
}
