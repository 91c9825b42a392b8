extension RiskModel {
    /// The Swift file that makes a model the shipped one: ShippedWeights.swift, byte by byte.
    public var swiftSource: String {
        var lines = [
            "// Written by `make weights`: change nothing here, fit again.",
            "",
            "extension RiskModel {",
            "    /// What risks are made with until a model has been learned: fitted on generated data.",
            "    public static let shipped = RiskModel(version: shippedVersion, weights: shippedWeights)",
            "",
            "    /// Its version and weights by themselves: once the features have changed they make no model, until",
            "    /// they are fitted anew.",
            "    public static let shippedVersion: Int32 = \(version)",
            "    public static let shippedWeights: [Int32] = [",
        ]
        for feature in RiskFeature.allCases {
            lines.append("        // \(feature.name)")
            lines += RiskModel.filled(weights(of: feature).map { "\($0)," })
        }
        return (lines + ["    ]", "}", ""]).joined(separator: "\n")
    }

    /// Words in lines of at most 100 columns.
    private static func filled(_ words: [String]) -> [String] {
        let indent = "       "
        var lines: [String] = []
        var line = indent
        for word in words {
            if line.utf8.count + 1 + word.utf8.count > 100 {
                lines.append(line)
                line = indent
            }
            line += " " + word
        }
        return lines + [line]
    }
}
