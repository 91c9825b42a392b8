extension SettingKind<[String: String]> {
    /// Properties of another library, passed through by name.
    ///
    /// As a flag `--kafka NAME=VALUE`, again and again; in a file `kafka.NAME = VALUE`; in the
    /// environment `…_KAFKA_SASL_PASSWORD` for `sasl.password`. Of the same name the last one counts.
    /// Names that sound like secrets are masked.
    public static var properties: SettingKind {
        var kind = SettingKind(
            placeholder: "NAME=VALUE",
            read: { text in
                let parts = text.split(
                    separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2, !parts[0].isEmpty else { return .refused("NAME=VALUE") }
                return .value([String(parts[0]): String(parts[1])])
            },
            write: { written($0, isMasked: false) })
        kind.show = { written($0, isMasked: true) }
        kind.isSecret = true
        kind.join = { earlier, later in earlier.merging(later) { $1 } }
        return kind
    }

    private static func written(_ properties: [String: String], isMasked: Bool) -> String {
        properties.sorted { $0.key < $1.key }
            .map { name, value in
                let hides = isMasked && MaskedText.isSecret(property: name)
                return "\(name)=\(hides ? MaskedText.mask : value)"
            }
            .joined(separator: ", ")
    }
}
