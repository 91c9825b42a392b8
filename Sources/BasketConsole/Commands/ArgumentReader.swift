/// Takes a command's arguments apart: flags with their values, and operands, in any order.
///
/// `--name value` and `--name=value`; `--` ends the flags; `-` alone is an operand.
struct ArgumentReader {
    /// A flag and the text that came with it; empty for one that takes none.
    struct Given: Hashable {
        let name: String
        let text: String
    }

    private(set) var given: [Given] = []
    private(set) var operands: [String] = []
    private(set) var problems: [SettingsProblem] = []
    private(set) var wantsHelp = false
    /// A flag that nobody knows may have had a value, which then stands among the operands.
    private(set) var hasUnknownFlag = false
    /// What misspelt flags were meant to be, as far as they are near to one.
    private(set) var meant: Set<String> = []

    /// - Parameter near: flags that are taken elsewhere, and may be meant by a misspelt one.
    init(
        _ arguments: [String], taking declarations: [SettingDeclaration],
        near others: [SettingDeclaration] = []
    ) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            if argument == "--" {
                operands += rest
                return
            } else if argument == "--help" || argument == "-h" {
                wantsHelp = true
            } else if argument.hasPrefix("--") {
                readFlag(argument, &rest, declarations, near: others)
            } else if argument.hasPrefix("-") && argument != "-" {
                addUnknown(argument, declarations + others)
                hasUnknownFlag = true
            } else {
                operands.append(argument)
            }
        }
    }

    private mutating func readFlag(
        _ argument: String, _ rest: inout ArraySlice<String>, _ declarations: [SettingDeclaration],
        near others: [SettingDeclaration]
    ) {
        let parts = argument.dropFirst(2)
            .split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts.first ?? "")
        guard let declaration = declarations.first(where: { $0.name == name }) else {
            addUnknown("--" + name, declarations + others)
            hasUnknownFlag = hasUnknownFlag || parts.count == 1
            return
        }
        if parts.count == 2 {
            given.append(Given(name: name, text: String(parts[1])))
        } else if declaration.placeholder == nil {
            given.append(Given(name: name, text: ""))
        } else if let value = rest.first, !value.hasPrefix("--") {
            rest = rest.dropFirst()
            given.append(Given(name: name, text: value))
        } else {
            let wanted = declaration.placeholder ?? ""
            problems.append(
                SettingsProblem(
                    text: "--\(name) needs a value: --\(name) \(wanted) (\(declaration.meaning))",
                    isFromFlags: true))
        }
    }

    private mutating func addUnknown(_ flag: String, _ declarations: [SettingDeclaration]) {
        // Without the dashes, which would make any two flags alike.
        let name = String(flag.drop { $0 == "-" })
        let names = declarations.map(\.name) + ["help"]
        // `-q` is short for nothing here, but may be meant so.
        let nearest =
            name.count == 1
            ? names.first { $0.hasPrefix(name) } : NearestWord.find(name, among: names)
        let advice = nearest.map { "; did you mean --\($0)?" } ?? ""
        if let nearest { meant.insert(nearest) }
        problems.append(
            SettingsProblem(text: "there is no flag \(flag)\(advice)", isFromFlags: true))
    }
}
