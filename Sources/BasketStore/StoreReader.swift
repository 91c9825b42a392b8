/// Reads what people ask for, through the public views: the reader's role is enough.
public struct StoreReader: ~Copyable {
    /// Connects and checks the schema's version.
    public init(_ settings: StoreSettings) throws(BasketStoreError) {
        fatalError()
    }

    /// The open baskets at the highest risk.
    public func scores(limit: Int, atLeast risk: Double = 0) throws(BasketStoreError) -> ScoreTable
    {
        fatalError()
    }

    /// Where the stream stands; `nil`: no processor has run yet.
    public func status() throws(BasketStoreError) -> StreamStatus? {
        fatalError()
    }
}
