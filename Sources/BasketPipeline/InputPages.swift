import BasketStore

/// A partition's recorded inputs in order, a page of them in memory.
public struct InputPages {
    private var page: ArraySlice<RecordedInput>
    private var next: InputPlace
    private let read: (InputPlace) throws -> [RecordedInput]

    /// - Parameter read: gives some inputs from a place on, in order; none: there are no more.
    public init(from start: InputPlace, _ read: @escaping (InputPlace) throws -> [RecordedInput]) {
        page = []
        next = start
        self.read = read
    }

    /// The next input, unless it came behind `offset`.
    mutating func next(upTo offset: Int64) throws -> RecordedInput? {
        if page.isEmpty, next.offset <= offset {
            page = try read(next)[...]
            // At the end there is no more to ask for.
            next.offset = page.last?.offset ?? .max
            next.ordinal = (page.last?.ordinal ?? 0) + 1
        }
        guard let input = page.first, input.offset <= offset else { return nil }
        page.removeFirst()
        return input
    }
}
