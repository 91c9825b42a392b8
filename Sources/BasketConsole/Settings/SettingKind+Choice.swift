extension SettingKind where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of the cases of an enum, by its raw value.
    public static var choice: SettingKind {
        let words = Value.allCases.map(\.rawValue)
        return SettingKind(
            placeholder: choicePlaceholder(words), range: choiceRange(words),
            completion: .words(words),
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
            placeholder: choicePlaceholder(words), range: choiceRange(words),
            completion: .words(words),
            read: { words.contains($0) ? .value($0) : .refused(Figure.choice(of: words)) },
            write: { $0 })
    }
}

/// Longer lists of words would tear the columns of help.
private let widestChoice = 18

private func choicePlaceholder(_ words: [String]) -> String {
    let all = words.joined(separator: "|")
    return all.count > widestChoice ? "WORD" : all
}

private func choiceRange(_ words: [String]) -> String? {
    words.joined(separator: "|").count > widestChoice ? "one of \(Figure.choice(of: words))" : nil
}
