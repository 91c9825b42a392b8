/// One thing a person can set.
///
/// Its flag (`--gap`), environment variable (`BASKETWATCH_GAP`), line in the settings file (`gap =
/// 30min`), help, completion and row of `basketwatch settings` all follow from this value:
///
///     extension Setting<Duration> {
///         static let gap = Setting(
///             "gap", "the silence after which a session closes",
///             .duration(atLeast: .seconds(1)), standard: .seconds(1800))
///     }
///     extension Setting<String?> {
///         static let output = Setting("output", "where events go", .path, whenUnset: "the topic")
///     }
public struct Setting<Value: Sendable>: Sendable {
    /// Lower-case words joined by `-`: the flag without its dashes.
    public let name: String
    /// Finishes "it is …" in messages: "the silence after which a session closes".
    public let meaning: String
    public let kind: SettingKind<Value>
    /// What holds when nothing is set; `nil` when something must be.
    public let standard: Value?
    /// How the standard is written in help; `nil` when there is none.
    public let standardText: String?
    /// Whether it may be left unset, and the standard text says what holds then.
    public let isOptional: Bool
    /// Whether its flag alone sets it; see ``byFlagOnly``.
    public private(set) var isFlagOnly = false

    /// The same setting, set by its flag alone: what one call is to do or to print must not change by
    /// what is set for all, nor by the variable or the line that other commands take by that name.
    public var byFlagOnly: Setting {
        var setting = self
        setting.isFlagOnly = true
        return setting
    }

    /// A setting with a standard value.
    public init(
        _ name: String, _ meaning: String, _ kind: SettingKind<Value>, standard: Value
    ) {
        self.init(name, meaning, kind, standard, text: kind.show(standard))
    }

    /// A setting that must be set.
    public init(required name: String, _ meaning: String, _ kind: SettingKind<Value>) {
        self.init(name, meaning, kind, nil, text: nil)
    }

    /// A setting that may be left unset, and is `nil` then.
    /// - Parameter whenUnset: What holds then, in words: "as fast as it goes".
    public init<Wrapped: Sendable>(
        _ name: String, _ meaning: String, _ kind: SettingKind<Wrapped>, whenUnset: String
    ) where Value == Wrapped? {
        self.init(name, meaning, kind.optional(), .some(nil), text: whenUnset, isOptional: true)
    }

    private init(
        _ name: String, _ meaning: String, _ kind: SettingKind<Value>, _ standard: Value?,
        text: String?, isOptional: Bool = false
    ) {
        self.name = name
        self.meaning = meaning
        self.kind = kind
        self.standard = standard
        self.standardText = text
        self.isOptional = isOptional
    }
}

extension Setting<Bool> {
    /// A flag that is off until it is given. Its meaning is a phrase: "say nothing but errors".
    public init(flag name: String, _ meaning: String) {
        self.init(name, meaning, .flag, standard: false)
    }
}

extension Setting<[String: String]> {
    /// Properties passed through by name; see ``SettingKind/properties``.
    public init(properties name: String, _ meaning: String) {
        self.init(name, meaning, .properties, standard: [:])
    }
}
