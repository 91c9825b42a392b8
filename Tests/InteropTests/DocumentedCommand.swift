import PageTesting

/// A command line of this program that a page shows its readers.
struct DocumentedCommand: CustomStringConvertible {
    /// What follows `basketwatch`.
    let words: [String]

    var description: String { (["basketwatch"] + words).joined(separator: " ") }

    static func all(in page: Page) -> [DocumentedCommand] {
        let code = page.blocks.filter { !["sql", "json", "swift", "python"].contains($0.language) }
            .flatMap { $0.text.replacing("\\\n", with: " ").split(separator: "\n") }
        let spans = page.spans.map { Substring($0) }
        return (code + spans).flatMap { line in
            split(line).compactMap { words in
                // Settings may stand in front: BASKETWATCH_TOPIC=… basketwatch run
                let command = words.drop { $0.contains("=") && !$0.hasPrefix("-") }
                let isOurs =
                    command.first == "basketwatch"
                    || command.first?.hasSuffix("/basketwatch") == true
                // With an ellipsis it is a pattern, not a command line.
                guard isOurs, command.count > 1, !command.contains(where: { $0.contains("…") })
                else { return nil }
                return DocumentedCommand(words: Array(command.dropFirst()))
            }
        }
    }

    /// A line of the shell as the words of its commands: quotes kept together, comments left out.
    private static func split(_ line: Substring) -> [[String]] {
        var commands: [[String]] = [[]]
        var word = ""
        var quote: Character?
        func close() -> String {
            defer { word = "" }
            return word
        }
        for character in line.hasPrefix("$ ") ? line.dropFirst(2) : line {
            if let open = quote {
                if character == open { quote = nil } else { word.append(character) }
            } else if character == "#" && word.isEmpty {
                break
            } else if character == "'" || character == "\"" {
                quote = character
            } else if " |;&<>".contains(character) {
                if !word.isEmpty { commands[commands.count - 1].append(close()) }
                if character != " " { commands.append([]) }
            } else {
                word.append(character)
            }
        }
        if !word.isEmpty { commands[commands.count - 1].append(close()) }
        return commands
    }
}
