extension EventTime {
    /// Reads a time such as `2025-11-26T08:00:00Z` or `2025-11-26T09:00:00.120+01:00`; `nil` for
    /// anything else.
    public init?(rfc3339 text: String) {
        var copy = text
        let milliseconds = copy.withUTF8 { RFC3339.milliseconds(UnsafeRawBufferPointer($0)) }
        guard let milliseconds else { return nil }
        self.init(milliseconds: milliseconds)
    }
}
