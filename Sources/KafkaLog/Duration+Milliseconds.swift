extension Duration {
    /// In whole milliseconds, rounded down.
    var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1000 + attoseconds / 1_000_000_000_000_000
    }

    /// As librdkafka wants time-outs: at least 1.
    var milliseconds: Int32 { Int32(clamping: max(1, wholeMilliseconds)) }
}
