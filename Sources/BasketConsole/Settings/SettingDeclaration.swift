/// A ``Setting`` whose value's type is forgotten: what help, completions, man pages and the reading
/// of settings go by.
public struct SettingDeclaration: Sendable {
    public let name: String
    public let meaning: String
    /// As in `--gap DURATION`; `nil` for a flag that takes no value.
    public let placeholder: String?
    /// What is accepted, in words; `nil` when the placeholder says it all.
    public let range: String?
    public let completion: SettingCompletion
    /// How the standard is written; `nil` when something must be set.
    public let standardText: String?
    /// Whether it may be left unset, and the standard text says what holds then.
    public let isOptional: Bool
    /// Whether it may be given again and again, each time with a NAME=VALUE.
    public let isProperties: Bool
    public let isSecret: Bool
    /// Whether neither a variable nor a line of the settings file sets it.
    public let isFlagOnly: Bool

    /// What holds when nothing is set.
    let standard: (any Sendable)?
    let read: @Sendable (String) -> SettingReading<any Sendable>
    /// What a later value makes of an earlier one.
    let join: @Sendable (any Sendable, any Sendable) -> any Sendable
    /// The value as people may see it.
    let show: @Sendable (any Sendable) -> String

    init<Value>(_ setting: Setting<Value>) {
        let kind = setting.kind
        name = setting.name
        meaning = setting.meaning
        placeholder = kind.placeholder
        range = kind.range
        completion = kind.completion
        standardText = setting.standardText
        isOptional = setting.isOptional
        isProperties = kind.join != nil
        isSecret = kind.isSecret
        isFlagOnly = setting.isFlagOnly

        standard = setting.standard.map { SettingBox(value: $0) }
        read = { text in kind.read(text).map { SettingBox(value: $0) } }
        join = { earlier, later in
            guard let join = kind.join, let earlier = earlier as? SettingBox<Value>,
                let later = later as? SettingBox<Value>
            else { return later }
            return SettingBox(value: join(earlier.value, later.value))
        }
        let standardText = setting.standardText
        show = { value in
            let shown = (value as? SettingBox<Value>).map { kind.show($0.value) } ?? ""
            return shown.isEmpty ? standardText ?? "" : shown
        }
    }

    /// "30min unless set", "unset: as fast as it goes"; `nil` when there is nothing to say.
    var standardPhrase: String? {
        guard let standardText, !standardText.isEmpty else { return nil }
        return isOptional ? "unset: \(standardText)" : "\(standardText) unless set"
    }

    /// Whether the text, given for this setting, holds something that must not be shown.
    func hides(_ text: String) -> Bool {
        guard isSecret, case .value(let value) = read(text) else { return false }
        return show(value) != text
    }

    var flag: String { "--" + name }

    func variable(prefix: String) -> String {
        prefix + name.uppercased().replacing("-", with: "_")
    }
}

/// Keeps a value's type through `any Sendable`: an optional in one would be unwrapped by a cast.
struct SettingBox<Value: Sendable>: Sendable {
    let value: Value
}
