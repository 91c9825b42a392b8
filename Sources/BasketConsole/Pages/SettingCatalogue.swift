/// Every setting of a program once, under headings: what the pages about settings are made from.
///
/// A name that several commands declare is one setting: one line of the file sets it for all of them.
struct SettingCatalogue {
    /// A setting's name, with each way in which commands declare it.
    struct Item {
        /// Declarations that differ, and the commands that make them; the first one is the main one.
        var variants: [(declaration: SettingDeclaration, commands: [String])]

        var declaration: SettingDeclaration { variants[0].declaration }
        var commands: [String] { variants.flatMap(\.commands) }
    }

    struct Section {
        let title: String
        var items: [Item]
    }

    private(set) var sections: [Section] = []

    init(_ program: Program) {
        let everywhere = SettingList.everyCommand.all.map {
            Item(variants: [(declaration: $0, commands: ["every command"])])
        }
        sections = [Section(title: "Every command", items: everywhere)]
        for command in program.commands {
            for section in command.settings.sections {
                // What its flag alone sets has no row: `--help` of its command tells of it.
                for declaration in section.settings where !declaration.isFlagOnly {
                    add(declaration, of: command.name, under: section.title ?? command.name)
                }
            }
        }
    }

    private mutating func add(
        _ declaration: SettingDeclaration, of command: String, under title: String
    ) {
        for (place, section) in sections.enumerated() {
            guard
                let index = section.items.firstIndex(where: {
                    $0.declaration.name == declaration.name
                })
            else { continue }
            var item = section.items[index]
            if let same = item.variants.firstIndex(where: { $0.declaration.isLike(declaration) }) {
                item.variants[same].commands.append(command)
            } else {
                item.variants.append((declaration: declaration, commands: [command]))
            }
            sections[place].items[index] = item
            return
        }
        let item = Item(variants: [(declaration: declaration, commands: [command])])
        if let place = sections.firstIndex(where: { $0.title == title }) {
            sections[place].items.append(item)
        } else {
            sections.append(Section(title: title, items: [item]))
        }
    }
}

extension SettingCatalogue.Item {
    /// What holds when nothing is set; where commands differ, each with its own.
    var standards: [String] {
        variants.map { declaration, commands in
            let phrase = declaration.whenUnset
            return variants.count == 1 ? phrase : "\(commands.joined(separator: ", ")): \(phrase)"
        }
    }

    /// The meanings, each once; where commands differ, each with its own.
    var meanings: [String] {
        var meanings: [(meaning: String, commands: [String])] = []
        for (declaration, commands) in variants {
            if let known = meanings.firstIndex(where: { $0.meaning == declaration.meaning }) {
                meanings[known].commands += commands
            } else {
                meanings.append((declaration.meaning, commands))
            }
        }
        guard meanings.count > 1 else { return meanings.map(\.meaning) }
        return meanings.map { "\($0.commands.joined(separator: ", ")): \($0.meaning)" }
    }
}

extension SettingDeclaration {
    fileprivate func isLike(_ other: SettingDeclaration) -> Bool {
        meaning == other.meaning && standardText == other.standardText && range == other.range
    }

    /// What holds when nothing is set.
    fileprivate var whenUnset: String {
        guard let standardText else { return "must be set" }
        if placeholder == nil { return "off" }
        if standardText.isEmpty { return "none" }
        return isOptional ? "unset: \(standardText)" : standardText
    }

    /// The same as the end of a sentence: "30min unless set".
    var unlessSet: String {
        guard standardText != nil else { return "must be set" }
        return placeholder == nil ? "off unless set" : standardPhrase ?? "none unless set"
    }

    /// What is accepted, in words: `DURATION, 1 s or more`.
    var accepted: String {
        guard let placeholder else { return "true or false" }
        return range.map { "\(placeholder), \($0)" } ?? placeholder
    }
}
