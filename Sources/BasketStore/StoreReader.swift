/// Reads what people ask for, through the public views: the reader's role is enough.
public struct StoreReader: ~Copyable {
    let connection: Connection

    /// Connects and checks the schema's version.
    public init(_ settings: StoreSettings) throws(BasketStoreError) {
        connection = try Connection.checked(settings)
    }

    /// Answers several questions from one picture: nothing that is committed in between shows.
    func snapshot<Value>(
        during operation: String, _ questions: () throws(BasketStoreError) -> Value
    ) throws(BasketStoreError) -> Value {
        try connection.transaction(during: operation) { () throws(BasketStoreError) in
            try connection.execute(
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY", during: operation)
            return try questions()
        }
    }
}
