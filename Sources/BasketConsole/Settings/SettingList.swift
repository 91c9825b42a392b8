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

    /// One behind the other; what meets under the same heading becomes one section.
    public static func + (first: SettingList, second: SettingList) -> SettingList {
        var sections = first.sections
        var more = second.sections[...]
        if let last = sections.last, let next = more.first, last.title == next.title {
            sections[sections.count - 1] = Section(
                title: last.title, settings: last.settings + next.settings)
            more.removeFirst()
        }
        return SettingList(sections: sections + more)
    }

    /// All of them, without their sections.
    public var all: [SettingDeclaration] { sections.flatMap(\.settings) }
}
