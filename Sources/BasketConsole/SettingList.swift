/// The settings that a command takes, in the order of its help.
///
///     static let settings =
///         SettingList(.gap, .workers) + SettingList(titled: "Kafka", .brokers, .topic)
public struct SettingList: Sendable {
    /// Settings under a heading of the help; `nil` for the command's own.
    public struct Section: Sendable {
        public let title: String?
        public let settings: [SettingDeclaration]
    }

    public let sections: [Section]

    public init<each Value>(_ settings: repeat Setting<each Value>) {
        self.init(title: nil, repeat each settings)
    }

    public init<each Value>(titled title: String, _ settings: repeat Setting<each Value>) {
        self.init(title: title, repeat each settings)
    }

    private init<each Value>(title: String?, _ settings: repeat Setting<each Value>) {
        var declarations: [SettingDeclaration] = []
        repeat declarations.append(SettingDeclaration(each settings))
        self.init(
            sections: declarations.isEmpty ? [] : [Section(title: title, settings: declarations)])
    }

    private init(sections: [Section]) {
        self.sections = sections
    }

    public static func + (first: SettingList, second: SettingList) -> SettingList {
        SettingList(sections: first.sections + second.sections)
    }

    /// All of them, without their sections.
    public var all: [SettingDeclaration] { sections.flatMap(\.settings) }
}
