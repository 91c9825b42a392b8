/// Hides what must not be read over a shoulder or in a log.
enum MaskedText {
    static let mask = "***"

    /// Whether a property of this name holds a secret.
    static func isSecret(property: String) -> Bool {
        let name = property.lowercased()
        // A mask too many (`ssl.key.location`) costs nothing; one too few shows a password.
        let marks = ["password", "secret", "key", "token", "sasl.jaas", "oauthbearer"]
        return marks.contains { name.contains($0) }
    }

    /// Whether a property of this name holds something that opens a door by itself; the place of a key
    /// (`ssl.key.location`) does not.
    static func isPassword(property: String) -> Bool {
        isSecret(property: property) && !property.lowercased().hasSuffix("location")
    }

    /// `scheme://user:PASSWORD@host/?password=…` and `host=… password=…` with their passwords masked.
    static func masking(passwordsIn text: String) -> String {
        var masked = text
        if let scheme = masked.firstRange(of: "://") {
            let rest = masked[scheme.upperBound...]
            // The last @ ends the user's part: a password may hold another, and by mistake a / or ?
            // that was not escaped. Better to hide too much.
            if let at = rest.lastIndex(of: "@"), let colon = rest[..<at].firstIndex(of: ":") {
                masked.replaceSubrange(masked.index(after: colon)..<at, with: mask)
            }
        }
        return maskingWords(in: masked)
    }

    /// A word of a command line that is shown though nobody knows what it was meant to be.
    static func masking(word: String) -> String {
        if let equals = word.firstIndex(of: "="),
            isPassword(property: word[..<equals].drop { $0 == "-" }.description)
        {
            return word[...equals] + mask
        }
        return masking(passwordsIn: word)
    }

    private static func maskingWords(in text: String) -> String {
        var masked = ""
        var rest = text[...]
        while let found = rest.firstRange(of: "password") {
            masked += rest[..<found.upperBound]
            rest = rest[found.upperBound...]
            let equals = rest.prefix { $0 == " " || $0 == "=" }
            guard equals.contains("=") else { continue }
            masked += equals + mask
            rest = afterValue(rest[equals.endIndex...])
        }
        return masked + rest
    }

    /// What follows a value that ends at a space or `&`, or is quoted as libpq does.
    private static func afterValue(_ text: Substring) -> Substring {
        guard text.first == "'" else { return text.drop { $0 != " " && $0 != "&" } }
        var rest = text.dropFirst()
        while let next = rest.popFirst(), next != "'" {
            if next == "\\" { rest = rest.dropFirst() }
        }
        return rest
    }
}
