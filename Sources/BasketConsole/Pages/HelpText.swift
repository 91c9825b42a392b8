/// Lays out help: two columns, wrapped at words.
enum HelpText {
    static let standardWidth = 100
    /// Wider first columns make their second one start on a line of its own.
    private static let widestFirst = 26

    static func width(_ console: Console) -> Int {
        min(console.width ?? standardWidth, standardWidth)
    }

    /// Rows of two columns, indented by two.
    /// - Parameter firstWidth: Of the first column; as wide as the rows need unless given.
    static func columns(
        _ rows: [(String, String)], width: Int, firstWidth: Int? = nil
    ) -> String {
        let firstWidth =
            firstWidth ?? rows.map(\.0.count).filter { $0 <= widestFirst }.max() ?? widestFirst
        let indent = String(repeating: " ", count: firstWidth + 4)
        return rows.map { first, second in
            let space = max(width - firstWidth - 4, 20)
            let lines = second.split(separator: "\n").flatMap { wrap(String($0), space) }
            var text = "  " + first
            if first.count > firstWidth {
                text += "\n" + indent
            } else {
                text += String(repeating: " ", count: firstWidth - first.count + 2)
            }
            return text + lines.joined(separator: "\n" + indent)
        }
        .joined(separator: "\n")
    }

    static func wrapped(_ text: String, width: Int) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .flatMap { wrap(String($0), width) }
            .joined(separator: "\n")
    }

    private static func wrap(_ text: String, _ width: Int) -> [String] {
        var lines = [""]
        for word in text.split(separator: " ") {
            let last = lines[lines.count - 1]
            if last.isEmpty {
                lines[lines.count - 1] = String(word)
            } else if last.count + 1 + word.count <= width {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}
