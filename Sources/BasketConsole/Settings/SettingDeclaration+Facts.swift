extension SettingDeclaration {
    /// What is worth knowing beside its meaning, in the order of help: "1 s or more", "30min unless
    /// set", "BASKETWATCH_GAP".
    ///
    /// - Parameter prefix: Of variables; `nil` where it is read from none.
    func facts(prefix: String?) -> [String] {
        var facts: [String] = []
        if let range { facts.append(range) }
        if isProperties { facts.append("again and again") }
        if standardText == nil { facts.append("must be set") }
        // That a flag is off until it is given goes without saying.
        if placeholder != nil, let phrase = standardPhrase { facts.append(phrase) }
        if isFlagOnly {
            facts.append("by this flag only")
            return facts
        }
        guard let variable = prefix.map({ variable(prefix: $0) }) else { return facts }
        facts.append(isProperties ? "\(variable)_A_B for a.b" : variable)
        return facts
    }
}
