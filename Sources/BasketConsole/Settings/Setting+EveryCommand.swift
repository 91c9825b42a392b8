// What every command takes beside its own settings.

extension Setting<String?> {
    public static let config = Setting(
        "config", "the settings file, of name = value lines", .path,
        whenUnset: "the first there is")
}

extension Setting<Bool> {
    public static let quiet = Setting(
        flag: "quiet", "say errors and results only")
    public static let verbose = Setting(
        flag: "verbose", "say more: what is set, what is connected to")
}

extension SettingList {
    static let everyCommand = SettingList(titled: "every command", .config, .quiet, .verbose)

    /// The settings with those of every command around them, each name once: where they are from
    /// first, how much is said of it last.
    static func whole(_ settings: [SettingDeclaration]) -> [SettingDeclaration] {
        let (first, last) = (everyCommand.all.prefix(1), everyCommand.all.dropFirst())
        return (first + settings + last).eachNameOnce
    }
}
