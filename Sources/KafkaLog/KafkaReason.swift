/// librdkafka's words, as they stand inside a sentence of ours.
enum KafkaReason {
    /// Without the thread and broker they begin with, the state and time they end with, and a full
    /// stop.
    ///
    /// `127.0.0.1:1/bootstrap: Connect to ipv4#127.0.0.1:1 failed: Connection refused (after 0ms in
    /// state CONNECT)` is `Connection refused`: who is asked says the sentence around it.
    static func plain(_ text: String) -> String {
        var words = text[...]
        if let end = words.range(of: ": "), words[..<end.lowerBound].contains("/"),
            !words[..<end.lowerBound].contains(" ")
        {
            words = words[end.upperBound...]
        }
        if let after = words.range(of: " (after ") { words = words[..<after.lowerBound] }
        if words.hasPrefix("Connect to "), let end = words.range(of: " failed: ") {
            words = words[end.upperBound...]
        }
        while words.hasSuffix(".") { words = words.dropLast() }
        return isSilent(words) ? silent : String(words)
    }

    /// A connection that was closed without a word, or a question that nobody answered.
    private static func isSilent(_ words: Substring) -> Bool {
        words.hasSuffix(" brokers are down") || words == "Local: Broker transport failure"
    }

    private static let silent =
        "no answer in Kafka's protocol; a port for TLS or SASL wants security.protocol set"
}

extension Substring {
    /// The first place of some words.
    fileprivate func range(of words: String) -> Range<Index>? { firstRange(of: words) }
}
