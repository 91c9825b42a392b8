import BasketConsole

// How results are written, where a command leaves the choice.

extension Settings {
    /// What set a flag: "--watch", or "./basketwatch.conf:3: watch", for whoever has forgotten it.
    func place(of flag: Setting<Bool>) -> String {
        switch origin(of: flag) {
        case .file(let path, let line): "\(path):\(line): \(flag.name)"
        case .environment(let variable): variable
        case .flag, .standard: "--\(flag.name)"
        }
    }
}

extension Setting<Bool> {
    static let json = Setting(flag: "json", "print JSON: one object a line").byFlagOnly
    static let csv = Setting(flag: "csv", "print CSV with a header line, for COPY and spreadsheets")
        .byFlagOnly
}
