extension SettingKind<String> {
    /// Any text that is not empty.
    public static var text: SettingKind { text("TEXT") }

    /// Any text that is not empty; `placeholder` names it in help, as in `--brokers HOST:PORT,…`.
    public static func text(_ placeholder: String) -> SettingKind {
        SettingKind(
            placeholder: placeholder,
            read: { text in text.isEmpty ? .refused("a text that is not empty") : .value(text) },
            write: { $0 })
    }

    /// The path of a file.
    public static var path: SettingKind {
        SettingKind(
            placeholder: "FILE", completion: .paths,
            read: { text in text.isEmpty ? .refused("the path of a file") : .value(text) },
            write: { $0 })
    }

    /// A text that is never shown.
    public static var secret: SettingKind {
        var kind = text("SECRET")
        kind.show = { _ in MaskedText.mask }
        kind.isSecret = true
        return kind
    }

    /// A URL or a list of `name=value` words that may hold passwords.
    /// - Parameter masking: Gives the text as people may see it.
    public static func url(masking: @escaping @Sendable (String) -> String) -> SettingKind {
        var kind = text("URL")
        kind.show = masking
        kind.isSecret = true
        return kind
    }
}

extension SettingKind<Bool> {
    /// A flag: there or not. `--name=false`, and `true` or `false` in a file or variable, work too.
    public static var flag: SettingKind {
        let trueWords: Set = ["", "true", "yes", "on", "1"]
        let falseWords: Set = ["false", "no", "off", "0"]
        return SettingKind(
            placeholder: nil,
            read: { text in
                let word = text.lowercased()
                if trueWords.contains(word) { return .value(true) }
                return falseWords.contains(word) ? .value(false) : .refused("true or false")
            },
            write: { $0 ? "true" : "false" })
    }
}
