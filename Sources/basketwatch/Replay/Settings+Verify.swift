import BasketConsole
import BasketPipeline

extension Setting<Bool> {
    static let verify = Setting(
        flag: "verify", "compare all that is stored with what the log says, row by row"
    ).byFlagOnly
}

extension Setting<Set<Int32>?> {
    static let verifiedPartitions = Setting(
        "partition", "which partitions to verify, separated by commas", .partitions,
        whenUnset: "all"
    ).byFlagOnly
}

extension Setting<VerificationSettings.Checkpoint> {
    static let fromCheckpoint = Setting(
        "from-checkpoint",
        "the stored checkpoint to begin at, though the log may reach further back",
        .choice, standard: .asNeeded
    ).byFlagOnly
}

extension SettingKind<Set<Int32>> {
    /// Some partitions' numbers, separated by commas.
    static var partitions: SettingKind {
        SettingKind(
            placeholder: "N,…",
            read: { text in
                let words = text.split(separator: ",", omittingEmptySubsequences: false)
                let numbers = words.compactMap { Int32($0) }
                guard numbers.count == words.count, numbers.allSatisfy({ 0..<1 << 16 ~= $0 }) else {
                    return .refused("numbers of partitions such as 0,3")
                }
                return .value(Set(numbers))
            },
            write: { $0.sorted().map(String.init).joined(separator: ",") })
    }
}
