extension SettingDeclaration {
    /// "--gap must be 1 s or more (it is the silence after which a session closes; 30min unless set)".
    func problem(_ text: String, _ wanted: String, _ origin: SettingOrigin) -> SettingsProblem {
        let subject =
            switch origin {
            case .file(let path, let line): "\(path):\(line): \(name)"
            case .flag, .environment, .standard: "\(origin)"
            }
        // The text itself helps where it was misread, and may be a secret typed into the wrong place.
        let instead = isSecret || wanted == range ? "" : ", not '\(text)'"
        return SettingsProblem(
            text: "\(subject) must be \(wanted)\(instead) \(explanation)\(meant(by: text))",
            isFromFlags: origin.isFlag)
    }

    func missing(prefix: String) -> SettingsProblem {
        SettingsProblem(
            text: "\(flag) or \(variable(prefix: prefix)) must be set \(explanation)",
            isFromFlags: true)
    }

    /// Of words to choose from, the one that a misspelt one is near to.
    private func meant(by text: String) -> String {
        guard case .words(let words) = completion, !isSecret else { return "" }
        let last = text.split(separator: ",").last { !words.contains(String($0)) } ?? text[...]
        return NearestWord.find(String(last), among: words).map { "; did you mean \($0)?" } ?? ""
    }

    private var explanation: String {
        let what = placeholder == nil ? meaning : "it is \(meaning)"
        return standardPhrase.map { "(\(what); \($0))" } ?? "(\(what))"
    }
}

extension SettingOrigin {
    var isFlag: Bool {
        if case .flag = self { true } else { false }
    }
}
