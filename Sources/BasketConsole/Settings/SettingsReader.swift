/// Reads what is set, wherever it is set: standards, then the file, then the environment, then flags.
///
/// Everything that is wrong is found in one go.
struct SettingsReader {
    /// A text given for a setting, before it is read.
    private struct Given {
        let text: String
        let origin: SettingOrigin
    }

    /// What another command of the program takes: right in a file or variable, of no use here.
    let known: [SettingDeclaration]
    let environment: [String: String]
    let prefix: String
    /// Looked for in this order when no file is named.
    let standardFiles: [String]
    /// Variables with the prefix that are no settings.
    let otherVariables: [String]

    private(set) var settings = Settings()
    private(set) var problems: [SettingsProblem] = []
    private(set) var warnings: [String] = []
    /// The settings file, where nobody named one and one was found.
    private(set) var foundFile: String?
    private var given: [String: [Given]] = [:]

    init(program: Program, environment: [String: String]) {
        known = program.settings
        prefix = program.environmentPrefix
        standardFiles = program.settingsFiles
        otherVariables = program.otherVariables
        self.environment = environment
    }

    /// Reads the settings of one command.
    /// - Parameter isComplete: Whether a setting that must be set and is not is a problem.
    mutating func read(
        _ declarations: [SettingDeclaration], flags: ArgumentReader, isComplete: Bool = true
    ) {
        problems += flags.problems
        if let file = settingsFile(flags) { take(file) }
        takeEnvironment()
        for flag in flags.given {
            given[flag.name, default: []].append(
                Given(text: flag.text, origin: .flag("--" + flag.name)))
        }
        warnOfSecrets(in: flags, declarations)
        for declaration in declarations {
            // What is missing may be what a misspelt flag was meant to set.
            let isMeant = flags.meant.contains(declaration.name)
            resolve(declaration, isNeeded: isComplete && !isMeant)
        }
    }

    private mutating func settingsFile(
        _ flags: ArgumentReader
    ) -> (file: SettingsFile, isFromFlags: Bool)? {
        if let flag = flags.given.last(where: { $0.name == Setting<String?>.config.name }) {
            return (SettingsFile(path: flag.text), true)
        }
        if let path = environment[prefix + "CONFIG"], !path.isEmpty {
            return (SettingsFile(path: path), false)
        }
        for path in standardFiles where SettingsFile.exists(path) {
            let file = SettingsFile(path: path)
            // Nobody asked for it, so it must not be in the way of whoever may not read it.
            guard !file.isForbidden else {
                warnings.append(
                    "\(path) is passed over: you may not read it. Its owner can let you: "
                        + "chmod a+r \(path), where no secret is in it")
                continue
            }
            foundFile = path
            return (file, false)
        }
        return nil
    }

    private mutating func take(_ source: (file: SettingsFile, isFromFlags: Bool)) {
        problems += source.file.problems.map {
            SettingsProblem(text: $0, isFromFlags: source.isFromFlags && source.file.isUnreadable)
        }
        warnOfSecrets(in: source.file)
        for entry in source.file.entries {
            let origin = SettingOrigin.file(path: source.file.path, line: entry.line)
            if entry.name == Setting<String?>.config.name {
                let text = "\(origin): config names this file, from a flag or a variable; not in it"
                problems.append(SettingsProblem(text: text, isFromFlags: false))
            } else if let found = setting(entry.name), !found.isProperties {
                guard !found.isFlagOnly else {
                    let text =
                        "\(origin): \(found.name) is no setting for all: give \(found.flag) to a call"
                    problems.append(SettingsProblem(text: text, isFromFlags: false))
                    continue
                }
                given[entry.name, default: []].append(Given(text: entry.text, origin: origin))
            } else if let owner = properties(owning: entry.name, separator: ".") {
                let text = "\(entry.name.dropFirst(owner.count + 1))=\(entry.text)"
                given[owner, default: []].append(Given(text: text, origin: origin))
            } else {
                let nearest = NearestWord.find(
                    entry.name, among: known.filter { !$0.isFlagOnly }.map(\.name))
                let advice = nearest.map { "; did you mean \($0)?" } ?? ""
                problems.append(
                    SettingsProblem(
                        text: "\(origin): there is no setting \(entry.name)\(advice)",
                        isFromFlags: false))
            }
        }
    }

    /// A password in a file that everybody may read is one that everybody knows.
    private mutating func warnOfSecrets(in file: SettingsFile) {
        let first = file.entries.first { entry in
            if let owner = properties(owning: entry.name, separator: ".") {
                let property = entry.name.dropFirst(owner.count + 1)
                return MaskedText.isPassword(property: String(property))
            }
            return known.first { $0.name == entry.name }?.hides(entry.text) ?? false
        }
        guard let first, file.isOpenToAll else { return }
        warnings.append(
            "\(file.path):\(first.line): \(first.name) holds a secret, and everybody on this machine may "
                + "read the file; chmod 600 \(file.path) keeps it to you")
    }

    /// What stands on a command line, everybody sees who lists the machine's processes.
    private mutating func warnOfSecrets(
        in flags: ArgumentReader, _ declarations: [SettingDeclaration]
    ) {
        for flag in flags.given {
            guard let declaration = declarations.first(where: { $0.name == flag.name }) else {
                continue
            }
            var (shown, variable) = (declaration.flag, declaration.variable(prefix: prefix))
            if declaration.isProperties {
                let property = flag.text.prefix { $0 != "=" }
                guard MaskedText.isPassword(property: String(property)) else { continue }
                shown += " \(property)"
                variable += "_" + property.uppercased().replacing(".", with: "_")
            } else if !declaration.hides(flag.text) {
                continue
            }
            warnings.append(
                "\(shown) holds a secret, and everybody on this machine may read it in the list of "
                    + "processes; \(variable), or a settings file of mode 600, keeps it to you")
            return
        }
    }

    private mutating func takeEnvironment() {
        // Sorted, so that messages come in the same order every time.
        for (variable, text) in environment.sorted(by: { $0.key < $1.key })
        where variable.hasPrefix(prefix) && !text.isEmpty {
            let origin = SettingOrigin.environment(variable: variable)
            let name = variable.dropFirst(prefix.count).lowercased().replacing("_", with: "-")
            if let found = setting(name) {
                guard !found.isFlagOnly else {
                    warnings.append(
                        "\(variable) sets nothing: give \(found.flag) to a call instead.")
                    continue
                }
                given[name, default: []].append(Given(text: text, origin: origin))
            } else if let owner = properties(owning: name, separator: "-") {
                let property = name.dropFirst(owner.count + 1).replacing("-", with: ".")
                given[owner, default: []].append(Given(text: "\(property)=\(text)", origin: origin))
            } else if !otherVariables.contains(variable) {
                let nearest = NearestWord.find(
                    name, among: known.filter { !$0.isFlagOnly }.map(\.name))
                let meant = known.first { $0.name == nearest }?.variable(prefix: prefix)
                let advice = meant.map { "; did you mean \($0)?" } ?? "; it is ignored."
                warnings.append("\(variable) sets nothing\(advice)")
            }
        }
    }

    /// The setting of that name: where one command takes it by its flag only and another from
    /// everywhere, the other's.
    private func setting(_ name: String) -> SettingDeclaration? {
        let same = known.filter { $0.name == name }
        return same.first { !$0.isFlagOnly } ?? same.first
    }

    /// The name of the properties setting that `name` is a property of.
    private func properties(owning name: String, separator: String) -> String? {
        known.first { $0.isProperties && name.hasPrefix($0.name + separator) }?.name
    }

    private mutating func resolve(_ declaration: SettingDeclaration, isNeeded: Bool) {
        let all = (given[declaration.name] ?? []).filter {
            !declaration.isFlagOnly || $0.origin.isFlag
        }
        var value = declaration.standard
        var lines: [Settings.Line] = []
        for text in declaration.isProperties ? all[...] : all.suffix(1) {
            switch declaration.read(text.text) {
            case .value(let read):
                value = value.map { declaration.join($0, read) } ?? read
                lines.append(line(declaration, read, text))
            case .refused(let wanted):
                problems.append(declaration.problem(text.text, wanted, text.origin))
            }
        }
        guard let value else {
            if all.isEmpty && isNeeded { problems.append(declaration.missing(prefix: prefix)) }
            return
        }
        if lines.isEmpty { lines = [line(declaration, value, Given(text: "", origin: .standard))] }
        settings.add(Settings.Entry(declaration: declaration, value: value, lines: lines))
    }

    private func line(
        _ declaration: SettingDeclaration, _ value: any Sendable, _ given: Given
    ) -> Settings.Line {
        let shown = declaration.show(value)
        guard declaration.isProperties, given.origin != .standard,
            let equals = shown.firstIndex(of: "=")
        else { return Settings.Line(name: declaration.name, shown: shown, origin: given.origin) }
        return Settings.Line(
            name: "\(declaration.name).\(shown[..<equals])",
            shown: String(shown[shown.index(after: equals)...]), origin: given.origin)
    }
}
