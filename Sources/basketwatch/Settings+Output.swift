import BasketConsole

// How results are written, where a command leaves the choice.

extension Setting<Bool> {
    static let json = Setting(flag: "json", "print JSON: one object a line").byFlagOnly
    static let csv = Setting(flag: "csv", "print CSV with a header line, for COPY and spreadsheets")
        .byFlagOnly
}
