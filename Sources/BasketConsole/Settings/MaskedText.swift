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

    /// A word of a command line that is shown though nobody knows what it was meant to be.
    static func masking(word: String) -> String {
        if let equals = word.firstIndex(of: "="),
            isPassword(property: word[..<equals].drop { $0 == "-" }.description)
        {
            return word[...equals] + mask
        }
        // Of a URL, all that stands before its host: the last @ ends it.
        guard let scheme = word.firstRange(of: "://"),
            let at = word[scheme.upperBound...].lastIndex(of: "@")
        else { return word }
        return word[..<scheme.upperBound] + mask + word[at...]
    }
}
