import BasketStore

/// A row that follows from the log, on its way to be compared with the stored one.
struct ReplayedRow {
    let key: RowKey
    /// Where it lies: which of the flushes, and its place among that flush's rows of the table.
    let flush: Int
    let index: Int
    /// Why it cannot be compared, stored or not; `nil`: it can.
    var uncomparable: String?
    /// Why it need not be stored; `nil`: it must be.
    var mayBeMissing: String?
    /// Whether it must not be stored: its shopper was forgotten since.
    var mustBeMissing = false
    /// Columns that need not be the same.
    var ignored: Set<String> = []

    init(_ key: RowKey, flush: Int, index: Int) {
        self.key = key
        self.flush = flush
        self.index = index
    }
}
