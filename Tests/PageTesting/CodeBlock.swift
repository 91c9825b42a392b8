/// A block of code in a page: fenced, or indented by four spaces behind an empty line.
public struct CodeBlock: Sendable {
    /// What stands behind the fence; empty: nothing, or the block is indented.
    public let language: String
    public internal(set) var lines: [String]
    /// Whether nothing but empty lines lies between it and the block before.
    public let followsBlock: Bool

    public var text: String { lines.joined(separator: "\n") }

    /// Tells code from prose, line by line.
    struct Reader {
        private var blocks: [CodeBlock] = []
        private var prose: [Substring] = []
        private var isFenced = false
        private var isIndented = false
        private var isBehindEmptyLine = true
        private var isBehindBlock = false

        mutating func read(_ line: Substring) {
            if line.hasPrefix("```") {
                if !isFenced { open(language: String(line.dropFirst(3))) }
                isFenced.toggle()
                isBehindBlock = !isFenced
            } else if isFenced {
                append(line)
            } else if line.hasPrefix("    ") && (isIndented || isBehindEmptyLine) {
                if !isIndented { open(language: "") }
                isIndented = true
                isBehindBlock = true
                append(line.dropFirst(4))
            } else {
                isIndented = false
                if !line.isEmpty { isBehindBlock = false }
                prose.append(line)
            }
            isBehindEmptyLine = line.isEmpty
        }

        private mutating func open(language: String) {
            blocks.append(
                CodeBlock(language: language, lines: [], followsBlock: isBehindBlock))
        }

        private mutating func append(_ line: Substring) {
            blocks[blocks.count - 1].lines.append(String(line))
        }

        func finish() -> ([CodeBlock], [Substring]) { (blocks, prose) }
    }
}
