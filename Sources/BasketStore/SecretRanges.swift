/// Where the passwords stand in a database text: a URL, or libpq's `keyword=value` words.
///
/// Read as libpq reads it, and where people forget to escape, so that more is hidden than libpq would
/// take for the password, never less.
struct SecretRanges {
    /// In order, none empty, none overlapping.
    private(set) var ranges: [Range<String.Index>] = []
    private let text: String

    init(in text: String) {
        self.text = text
        let scheme = text.firstRange(of: "://")
        let isURL = scheme.map { !text[..<$0.lowerBound].contains { " =\t".contains($0) } } ?? false
        var found: [Range<String.Index>] = []
        if let scheme, let secret = user(after: scheme.upperBound) { found.append(secret) }
        var start = text.startIndex
        // `sslpassword` among them.
        while let key = text[start...].firstRange(of: "password") {
            start = key.upperBound
            guard let value = valueStart(after: key.upperBound) else { continue }
            let end = isURL ? parameterEnd(value) : wordEnd(value)
            found.append(value..<end)
            start = end
        }
        ranges = SecretRanges.joined(found.filter { !$0.isEmpty })
    }

    /// Whether a URL's password holds an `@`, `/` or `?` that was not escaped.
    var isCutByMarks: Bool {
        guard let scheme = text.firstRange(of: "://"),
            let secret = user(after: scheme.upperBound)
        else { return false }
        // What stands behind a `?` may be parameters, with an `@` in a value.
        return text[secret].contains { "@/".contains($0) } && !text[secret].contains("?")
    }

    /// The password of `user:password@host`. It may hold an unescaped `@`, `/` or `?`.
    private func user(after start: String.Index) -> Range<String.Index>? {
        guard let at = text[start...].lastIndex(of: "@"),
            let colon = text[start..<at].firstIndex(of: ":")
        else { return nil }
        return text.index(after: colon)..<at
    }

    private func valueStart(after key: String.Index) -> String.Index? {
        let equals = text[key...].drop(while: \.isWhitespace)
        guard equals.first == "=" else { return nil }
        return equals.dropFirst().drop(while: \.isWhitespace).startIndex
    }

    private func parameterEnd(_ start: String.Index) -> String.Index {
        text[start...].firstIndex(of: "&") ?? text.endIndex
    }

    /// The end of a value, and of the words behind it that are no `keyword=value`: somebody's blank
    /// without a backslash.
    private func wordEnd(_ start: String.Index) -> String.Index {
        var end = valueEnd(start)
        while true {
            let next = text[end...].drop(while: \.isWhitespace)
            let word = next.prefix { !$0.isWhitespace }
            let following = text[word.endIndex...].drop(while: \.isWhitespace)
            if word.isEmpty || word.contains("=") || following.first == "=" { return end }
            end = word.endIndex
        }
    }

    /// The end of one value: at a blank, or quoted; a backslash takes the next character as it is.
    private func valueEnd(_ start: String.Index) -> String.Index {
        let isQuoted = text[start...].first == "'"
        var rest = text[start...].dropFirst(isQuoted ? 1 : 0)
        while let next = rest.first {
            if isQuoted, next == "'" { return rest.index(after: rest.startIndex) }
            if !isQuoted, next.isWhitespace { break }
            rest = rest.dropFirst(next == "\\" ? 2 : 1)
        }
        return rest.startIndex
    }

    private static func joined(_ ranges: [Range<String.Index>]) -> [Range<String.Index>] {
        var joined: [Range<String.Index>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = joined.last, range.lowerBound <= last.upperBound {
                joined[joined.count - 1] =
                    last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                joined.append(range)
            }
        }
        return joined
    }
}
