/// Where a setting's value came from. A later case wins over an earlier one.
public enum SettingOrigin: Hashable, Sendable {
    /// Nothing was set.
    case standard
    case file(path: String, line: Int)
    case environment(variable: String)
    case flag(String)
}

extension SettingOrigin {
    /// A greater one wins.
    var strength: Int {
        switch self {
        case .standard: 0
        case .file: 1
        case .environment: 2
        case .flag: 3
        }
    }
}

extension SettingOrigin: CustomStringConvertible {
    public var description: String {
        switch self {
        case .standard: "standard"
        case .file(let path, let line): "\(path):\(line)"
        case .environment(let variable): variable
        case .flag(let flag): flag
        }
    }
}
