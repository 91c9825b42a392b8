/// How a setting's text is read, written, explained and completed.
///
/// The kinds that come with the console are `text`, `secret`, `url`, `path`, `integer`, `duration`,
/// `byteSize`, `share`, `rate`, `factor`, `choice`, `flag` and `properties`; a program makes its own
/// with ``init(placeholder:range:completion:read:write:)``.
public struct SettingKind<Value: Sendable>: Sendable {
    /// What stands for the value in help, as in `--gap DURATION`; `nil` for a flag that takes none.
    public let placeholder: String?
    /// What is accepted, in words ("1 s or more"); `nil` when the placeholder says it all.
    public let range: String?
    public let completion: SettingCompletion

    /// Gives the value, or the words that finish "must be …"; kinds can be made of others by it.
    public let read: @Sendable (String) -> SettingReading<Value>
    /// Gives the text that ``read`` turns into the value.
    public let write: @Sendable (Value) -> String
    /// The value as people may see it: secrets masked.
    var show: @Sendable (Value) -> String
    /// Whether a refused text may be repeated in a message.
    var isSecret = false
    /// Joins what was given several times; `nil` when the last one counts.
    var join: (@Sendable (Value, Value) -> Value)?

    /// A kind of the program's own.
    /// - Parameters:
    ///   - read: Gives the value, or the words that finish "must be …".
    ///   - write: Gives the text that `read` would turn into the value.
    public init(
        placeholder: String?, range: String? = nil, completion: SettingCompletion = .nothing,
        read: @escaping @Sendable (String) -> SettingReading<Value>,
        write: @escaping @Sendable (Value) -> String
    ) {
        self.placeholder = placeholder
        self.range = range
        self.completion = completion
        self.read = read
        self.write = write
        self.show = write
    }

    /// The same kind where no value need be given.
    func optional() -> SettingKind<Value?> {
        let (read, write, show) = (read, write, show)
        var kind = SettingKind<Value?>(
            placeholder: placeholder, range: range, completion: completion,
            read: { text in read(text).map { $0 } },
            write: { value in value.map(write) ?? "" })
        kind.show = { value in value.map(show) ?? "" }
        kind.isSecret = isSecret
        return kind
    }
}
