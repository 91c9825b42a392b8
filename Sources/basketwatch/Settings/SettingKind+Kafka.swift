import BasketConsole

extension SettingKind<String> {
    /// Kafka's bootstrap list. A port that is left out is 9092.
    static var brokers: SettingKind {
        SettingKind(
            placeholder: "HOST:PORT,…",
            read: { text in
                let brokers = text.split(separator: ",", omittingEmptySubsequences: false)
                return brokers.allSatisfy(isBroker)
                    ? .value(text) : .refused("HOST:PORT,… with ports of 1 to 65535")
            },
            write: { $0 })
    }

    /// A topic's name, by Kafka's own rule.
    static var topicName: SettingKind {
        SettingKind(
            placeholder: "NAME",
            read: { TopicName.isGood($0) ? .value($0) : .refused(TopicName.rule) },
            write: { $0 })
    }
}

/// `host`, `host:port`, `[::1]:9092`, or any of them behind `SSL://`.
private func isBroker(_ text: Substring) -> Bool {
    var rest = text.drop { $0 == " " }
    if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
    if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
        rest = "host" + rest[rest.index(after: end)...]
    }
    let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, !parts[0].isEmpty, !parts[0].contains(" ") else { return false }
    return parts.count == 1 || Int(parts[1]).map { (1...65_535).contains($0) } == true
}
