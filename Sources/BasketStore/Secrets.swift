/// The database text with its passwords hidden: for messages.
func maskPassword(in text: String) -> String {
    var masked = text
    for secret in passwords(in: text) {
        masked = replace(secret, in: masked)
    }
    return masked
}

/// A message of libpq's with the passwords of the database text hidden, should it repeat them.
func hidePasswords(of database: String, in message: String) -> String {
    var hidden = message
    for secret in passwords(in: database) {
        hidden = replace(secret, in: hidden)
        hidden = hideQuotedPieces(of: secret, in: hidden)
    }
    return hidden
}

/// A password with unescaped `/`, `@` and the like is cut there by libpq, which then quotes a piece
/// as the port or the host: whatever in quotes holds a piece is hidden.
private func hideQuotedPieces(of secret: String, in message: String) -> String {
    let pieces = secret.split { "/?@:&=#%".contains($0) }
    guard pieces.count > 1 || pieces.first?.count != secret.count else { return message }
    let quoted = message.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
    let parts = quoted.map { index, part in
        let isHolding = pieces.contains { piece in
            part == piece || part.hasPrefix(piece + "@") || piece.count > 2 && part.contains(piece)
        }
        return index % 2 == 1 && isHolding ? "***" : part
    }
    return parts.joined(separator: "\"")
}

/// A message of libpq's in one line, without the database text's passwords.
func firstLine(_ message: UnsafePointer<CChar>?, hiding database: String) -> String {
    guard let message else { return "no reason told" }
    let line = String(cString: message).split(separator: "\n").first.map(String.init) ?? ""
    return line.isEmpty ? "no reason told" : hidePasswords(of: database, in: line)
}

/// Everything that is a password in a URL or in keyword=value text, as written there.
private func passwords(in text: String) -> [String] {
    var found: [String] = []
    if let scheme = text.firstRange(of: "://") {
        let rest = text[scheme.upperBound...]
        // A password may hold an unescaped '/' or '?' by mistake: better to hide too much.
        if let at = rest.lastIndex(of: "@"), let colon = rest[..<at].firstIndex(of: ":") {
            found.append(String(rest[rest.index(after: colon)..<at]))
        }
    }
    var rest = text[...]
    while let key = rest.firstRange(of: "password") {
        rest = rest[key.upperBound...]
        var value = rest.drop { $0 == " " }
        guard value.first == "=" else { continue }
        value = value.dropFirst().drop { $0 == " " }
        let secret =
            value.first == "'"
            ? quoted(value.dropFirst()) : value.prefix { $0 != " " && $0 != "&" }
        found.append(String(secret))
    }
    return found.filter { !$0.isEmpty }
}

/// The text up to the closing quote, escapes as written.
private func quoted(_ text: Substring) -> Substring {
    var end = text.startIndex
    while end < text.endIndex, text[end] != "'" {
        let isEscape = text[end] == "\\" && text.index(after: end) < text.endIndex
        end = text.index(end, offsetBy: isEscape ? 2 : 1)
    }
    return text[..<end]
}

private func replace(_ secret: String, in text: String) -> String {
    var result = ""
    var rest = text[...]
    while let range = rest.firstRange(of: secret) {
        result += rest[..<range.lowerBound] + "***"
        rest = rest[range.upperBound...]
    }
    return result + rest
}
