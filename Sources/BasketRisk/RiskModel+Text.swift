import BasketEvents

// A stored model is text, so that it can be read, compared and restored with any tool:
//
//     basketwatch-risk 1
//     version 7
//     bias 183500
//     shipping_share -20133 4021 …     one line a feature, one number a bin
//     checksum 8c1d…                   of all that comes before

extension RiskModel {
    static let textName = "basketwatch-risk"
    /// The format this program writes, and the only one it reads.
    static let textFormat = 1

    /// The model as text, for `model.weights`: what ``init(text:)`` reads back as the same model.
    public var text: String {
        var text = "\(RiskModel.textName) \(RiskModel.textFormat)\nversion \(version)\n"
        for feature in RiskFeature.allCases {
            text += feature.name
            for weight in weights(of: feature) { text += " \(weight)" }
            text += "\n"
        }
        return text + "checksum \(RiskModel.checksum(of: text[...]))\n"
    }

    /// Reads a stored model.
    ///
    /// - Throws: for a text that is no model, is damaged, is of a newer format, or has other features
    ///   than this program computes: nothing is guessed.
    public init(text: String) throws(RiskModelError) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let head = lines[0].split(separator: " ")
        guard head.count == 2, head[0] == RiskModel.textName else { throw .notAModel }
        guard Int(head[1]) == RiskModel.textFormat else { throw .newerFormat(String(head[1])) }

        // Head, version, features, checksum, and nothing behind the last line's end.
        guard lines.count >= 3, lines[lines.count - 1].isEmpty else { throw .damaged }
        let last = lines[lines.count - 2]
        let covered = text[..<last.startIndex]
        guard last == "checksum \(RiskModel.checksum(of: covered))" else { throw .damaged }

        let body = lines[1..<lines.count - 2]
        guard let said = body.first?.split(separator: " "), said.count == 2, said[0] == "version",
            let version = Int32(said[1])
        else { throw .unexpectedLine(2, wanted: "'version' and a number") }

        self.init(version: version, weights: try RiskModel.weights(lines: body.dropFirst()))
    }

    private static func weights(lines: ArraySlice<Substring>) throws(RiskModelError) -> [Int32] {
        var weights: [Int32] = []
        var rest = lines
        for feature in RiskFeature.allCases {
            let place = rest.startIndex + 1
            let words = rest.popFirst()?.split(separator: " ") ?? []
            guard words.first == feature.name[...] else {
                throw .unexpectedLine(place, wanted: "the weights of '\(feature.name)'")
            }
            let numbers = words.dropFirst().compactMap { Int32($0) }
            guard numbers.count == words.count - 1 else {
                throw .unexpectedLine(place, wanted: "whole numbers for '\(feature.name)'")
            }
            guard numbers.count == feature.binCount else {
                throw .otherBins(
                    feature: feature.name, wanted: feature.binCount, found: numbers.count)
            }
            weights += numbers
        }
        if !rest.isEmpty { throw .unexpectedLine(rest.startIndex + 1, wanted: "the last one") }
        return weights
    }

    /// 16 hexadecimal digits that tell a damaged text; no protection against a forged one.
    private static func checksum(of text: Substring) -> String {
        let hash = Array(text.utf8).withUnsafeBytes { StableHash($0) }
        let digits = String(hash.low, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
