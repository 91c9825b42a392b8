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
        if isForeign(words) { return foreign }
        return isSilent(words) ? silent : withoutCode(words)
    }

    /// A connection that was closed without a word, or a question that nobody answered.
    private static func isSilent(_ words: Substring) -> Bool {
        words.hasSuffix(" brokers are down") || words == "Local: Broker transport failure"
            || words == "Disconnected"
    }

    /// The size that a frame of another protocol seems to have.
    static func isForeign(_ words: some StringProtocol) -> Bool {
        words.contains("Invalid response size")
    }

    private static let foreign = "what answers there does not speak Kafka's protocol"

    /// OpenSSL's `error:0A000126:SSL routines::unexpected eof` is `unexpected eof`.
    private static func withoutCode(_ words: Substring) -> String {
        guard let code = words.range(of: "error:"), let end = words.range(of: "::") else {
            return String(words)
        }
        return String(words[..<code.lowerBound] + words[end.upperBound...])
    }

    private static let silent =
        "no answer in Kafka's protocol: does the port want another security.protocol?"
}

extension Substring {
    /// The first place of some words.
    fileprivate func range(of words: String) -> Range<Index>? { firstRange(of: words) }
}
