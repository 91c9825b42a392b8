/// Where a setting's value came from. A later case wins over an earlier one.
public enum SettingOrigin: Hashable, Sendable {
    /// Nothing was set.
    case standard
    case file(path: String, line: Int)
    case environment(variable: String)
    case flag(String)
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
