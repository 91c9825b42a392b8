/// What came of reading a setting's text.
public enum SettingReading<Value: Sendable>: Sendable {
    case value(Value)
    /// The text was none of this kind: finishes "--gap must be …", as in "1 s or more".
    case refused(String)

    func map<Other>(_ transform: (Value) -> Other) -> SettingReading<Other> {
        switch self {
        case .value(let value): .value(transform(value))
        case .refused(let wanted): .refused(wanted)
        }
    }
}
