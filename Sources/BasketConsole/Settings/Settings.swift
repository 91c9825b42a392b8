/// What is in force: every setting that a command declares, with its value and where it came from.
public struct Settings: Sendable {
    struct Entry: Sendable {
        let declaration: SettingDeclaration
        let value: any Sendable
        let lines: [Line]
    }

    /// One row of `settings`.
    public struct Line: Hashable, Sendable {
        /// The setting's name, or `kafka.NAME` for a property that is passed through.
        public let name: String
        /// Secrets are masked.
        public let shown: String
        public let origin: SettingOrigin
    }

    private var entries: [String: Entry] = [:]
    private var names: [String] = []

    init() {}

    mutating func add(_ entry: Entry) {
        names.append(entry.declaration.name)
        entries[entry.declaration.name] = entry
    }

    /// The value in force. The command must have declared the setting.
    public subscript<Value>(_ setting: Setting<Value>) -> Value {
        guard let box = entries[setting.name]?.value as? SettingBox<Value> else {
            preconditionFailure("The command reads \(setting.name) but does not declare it.")
        }
        return box.value
    }

    /// Whether somebody set it, in whatever way.
    public func isSet<Value>(_ setting: Setting<Value>) -> Bool {
        origin(of: setting) != .standard
    }

    /// Where the value came from; of properties, where the last one did.
    public func origin<Value>(of setting: Setting<Value>) -> SettingOrigin {
        entries[setting.name]?.lines.last?.origin ?? .standard
    }

    /// Whether somebody set what has this name.
    func isSet(_ name: String) -> Bool {
        entries[name]?.lines.last.map { $0.origin != .standard } ?? false
    }

    /// Whether a flag has set what ``Line/name`` names.
    func isFromFlag(_ name: String) -> Bool {
        guard case .flag = lines.last(where: { $0.name == name })?.origin else { return false }
        return true
    }

    /// Every setting, in the order of the help.
    public var lines: [Line] { names.flatMap { entries[$0]?.lines ?? [] } }
}
