/// The database text with its passwords hidden: for messages.
func maskPassword(in text: String) -> String {
    var masked = ""
    var end = text.startIndex
    for secret in SecretRanges(in: text).ranges {
        masked += text[end..<secret.lowerBound] + "***"
        end = secret.upperBound
    }
    return masked + text[end...]
}

/// A message of libpq's with the passwords of the database text hidden, should it repeat them.
func hidePasswords(of database: String, in message: String) -> String {
    var hidden = message
    for range in SecretRanges(in: database).ranges {
        var secret = database[range]
        if secret.first == "'" { secret = secret.dropFirst() }
        if secret.last == "'" { secret = secret.dropLast() }
        guard !secret.isEmpty else { continue }
        hidden = replace(secret, in: hidden)
        hidden = hideQuotedPieces(of: secret, in: hidden)
    }
    return hidden
}

/// A password with an unescaped `/`, `@`, blank and the like is cut there by libpq, which then quotes
/// a piece as the port, the host or a keyword: whatever in quotes holds a piece is hidden.
private func hideQuotedPieces(of secret: Substring, in message: String) -> String {
    let pieces = secret.split { "/?@:&=#%\\' \t\n".contains($0) }
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

private func replace(_ secret: Substring, in text: String) -> String {
    var result = ""
    var rest = text[...]
    while let range = rest.firstRange(of: secret) {
        result += rest[..<range.lowerBound] + "***"
        rest = rest[range.upperBound...]
    }
    return result + rest
}
