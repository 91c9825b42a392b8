extension SettingKind where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of the cases of an enum, by its raw value.
    public static var choice: SettingKind {
        let words = Value.allCases.map(\.rawValue)
        return SettingKind(
            placeholder: words.joined(separator: "|"), completion: .words(words),
            read: { text in
                Value(rawValue: text).map { .value($0) } ?? .refused(Figure.choice(of: words))
            },
            write: { $0.rawValue })
    }
}

extension SettingKind<String> {
    /// One of some words.
    public static func choice(_ words: [String]) -> SettingKind {
        SettingKind(
            placeholder: words.joined(separator: "|"), completion: .words(words),
            read: { words.contains($0) ? .value($0) : .refused(Figure.choice(of: words)) },
            write: { $0 })
    }
}
