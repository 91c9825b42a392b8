/// What a command takes besides flags.
public struct Operands: Sendable {
    /// As in `publish FILE...`; empty when there are none.
    public let placeholder: String
    /// What they are, for help: "a recorded clickstream, plain, .gz or .zst; - is standard input".
    public let meaning: String
    public let count: ClosedRange<Int>
    public let completion: SettingCompletion

    /// - Parameter placeholder: One operand's name, in capitals: "FILE".
    public init(
        _ placeholder: String, _ meaning: String, count: ClosedRange<Int> = 1...1,
        completion: SettingCompletion = .nothing
    ) {
        self.placeholder = placeholder
        self.meaning = meaning
        self.count = count
        self.completion = completion
    }

    /// The command takes flags only.
    public static let none = Operands("", "", count: 0...0)

    /// As a usage line shows them: `FILE...`, `[FILE]`.
    var usage: String {
        guard count.upperBound > 0 else { return "" }
        let name = count.upperBound > 1 ? placeholder + "..." : placeholder
        return count.lowerBound == 0 ? "[\(name)]" : name
    }

    /// What is wrong with as many as were given.
    func problem(_ arguments: ArgumentReader, of command: String) -> SettingsProblem? {
        let operands = arguments.operands
        if count.contains(operands.count) { return nil }
        // One too many is the value of a flag that was mistyped, which is told.
        if operands.count > count.upperBound, arguments.hasUnknownFlag { return nil }
        let text =
            if operands.count < count.lowerBound {
                "\(command) needs \(usage) (\(meaning))"
            } else if count.upperBound == 0 {
                "\(command) takes no operands, so '\(MaskedText.masking(word: operands[0]))' has no place"
            } else {
                "\(command) takes \(count.upperBound) \(placeholder) at most, so "
                    + "'\(MaskedText.masking(word: operands[count.upperBound]))' has no place"
            }
        return SettingsProblem(text: text, isFromFlags: true)
    }
}
