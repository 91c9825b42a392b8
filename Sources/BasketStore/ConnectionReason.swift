/// Why libpq has no connection for us, in its own words, as they stand inside a sentence of ours.
enum ConnectionReason {
    /// Without the server, which the sentence names already; but with a socket's path, which nobody
    /// gave.
    ///
    /// `connection to server at "127.0.0.1", port 1 failed: Connection refused` is
    /// `Connection refused`.
    static func plain(_ line: String) -> String {
        var words = line[...]
        var socket: Substring?
        if words.hasPrefix("connection to server "), let end = words.firstRange(of: " failed: ") {
            let place = words[..<end.lowerBound]
            if place.hasPrefix("connection to server on socket ") {
                socket = place.drop { $0 != "\"" }.dropFirst().prefix { $0 != "\"" }
            }
            words = words[end.upperBound...]
        }
        // `FATAL:`, or that in the server's language.
        let level = words.prefix { $0 != " " }
        if level.hasSuffix(":"), words.dropFirst(level.count).hasPrefix("  ") {
            words = words.dropFirst(level.count + 2)
        }
        let plain = isForeign(words) ? "\(words) (does PostgreSQL listen there?)" : String(words)
        return socket.map { "\(plain) (\($0))" } ?? plain
    }

    /// Whether the database text itself is at fault: it can be read, and means nothing.
    static func isAboutText(_ reason: String) -> Bool {
        ["invalid port number", "invalid integer value", "invalid sslmode value"]
            .contains(where: reason.hasPrefix)
            || reason.hasPrefix("invalid ") && reason.contains(" value: ")
    }

    /// What libpq says where something else than PostgreSQL listens, or nobody answers.
    private static func isForeign(_ words: Substring) -> Bool {
        words == "timeout expired" || words.hasPrefix("received invalid response")
            || words.hasPrefix("expected authentication request")
            || words.hasPrefix("server closed the connection unexpectedly")
    }
}
