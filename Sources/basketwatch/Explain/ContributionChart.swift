import BasketConsole
import BasketStore

/// Contributions as bars to both sides of an axis, one scale for all moments of a session.
struct ContributionChart {
    struct Bar {
        let name: String
        let meaning: String
        /// In units of 2^-20.
        let value: Int64
        /// As it is shown: in hundredths.
        let hundredths: Int64
    }

    /// The columns of a bar on either side of the axis.
    private static let half = 10
    /// The feature that every score starts from.
    private static let bias = "bias"
    /// One logit.
    private static let unit = 1_048_576.0

    /// With fewer columns a meaning says nothing.
    private static let leastMeaning = 12

    private let explained: ExplainedSession
    private let largest: Int
    /// Whether bars are drawn with blocks, and not with plain letters.
    private let hasBlocks: Bool
    private var nameWidth = 0
    /// The value of a whole bar.
    private var scale = 1.0

    init(_ explained: ExplainedSession, largest: Int, hasBlocks: Bool) {
        self.explained = explained
        self.largest = largest
        self.hasBlocks = hasBlocks
        let all = explained.moments.flatMap { bars(of: $0) }
        nameWidth = all.map(\.name.count).max() ?? 0
        scale = max(1, all.map { Double($0.value.magnitude) }.max() ?? 1)
    }

    /// The bias, from where it starts, the largest contributions and the sum of the others.
    ///
    /// They add up to the logit; as shown they do so exactly where there is a sum of others, which takes
    /// what rounding leaves, else within half a hundredth a bar.
    func bars(of moment: ScoredMoment) -> [Bar] {
        guard largest > 0 else { return [] }
        let all = explained.contributions(to: moment).filter { $0.value != 0 }
        let bias = all.filter { $0.name == ContributionChart.bias }
        let ranked = all.filter { $0.name != ContributionChart.bias }
            .sorted { ($0.value.magnitude, $1.name) > ($1.value.magnitude, $0.name) }
        var bars = (bias + ranked.prefix(largest)).map {
            Bar(
                name: $0.name, meaning: $0.meaning, value: $0.value,
                hundredths: ContributionChart.hundredths($0.value))
        }
        let others = ranked.dropFirst(largest)
        guard !others.isEmpty else { return bars }
        // What rounding takes from the other figures goes into the sum that nobody adds up by hand.
        let shown = bars.reduce(0) { $0 + $1.hundredths }
        bars.append(
            Bar(
                name: "\(others.count) other\(others.count == 1 ? "" : "s")", meaning: "",
                value: others.reduce(0) { $0 + $1.value },
                hundredths: ContributionChart.hundredths(moment.logit) - shown))
        return bars
    }

    /// A bar with its name, figure and meaning.
    ///
    /// - Parameters:
    ///   - width: The meaning is cut to fit, or left out; `nil`: there is room.
    ///   - paint: Colours the bar itself.
    func line(_ bar: Bar, width: Int?, paint: (String) -> String) -> String {
        let figure = ContributionChart.signed(hundredths: bar.hundredths)
        let name = bar.name + String(repeating: " ", count: max(0, nameWidth - bar.name.count))
        let space = String(repeating: " ", count: max(0, 6 - figure.count))
        let (indent, left, right) = halves(bar)
        let axis = hasBlocks ? "│" : "|"
        let room = (width ?? .max) - name.count - 2 - 6 - 2 - 2 * ContributionChart.half - 1 - 2
        let drawn =
            "\(name)  \(space)\(figure)  \(indent)\(left.isEmpty ? left : paint(left))\(axis)"
        var meaning = room < ContributionChart.leastMeaning ? "" : bar.meaning
        if meaning.count > room { meaning = meaning.prefix(room - 1) + "…" }
        let gap = String(repeating: " ", count: ContributionChart.half - right.count + 2)
        return drawn + (right.isEmpty ? right : paint(right))
            + (meaning.isEmpty ? meaning : gap + meaning)
    }

    /// What is left of the axis, spaces in front, and what is right of it.
    private func halves(_ bar: Bar) -> (indent: String, left: String, right: String) {
        let whole = String(repeating: " ", count: ContributionChart.half)
        guard bar.value != 0 else { return (whole, "", "") }
        // In half columns: blocks that grow to the left come no finer.
        let most = 2 * ContributionChart.half
        let length = Double(bar.value.magnitude) / scale * Double(most)
        let steps = min(most, max(1, Int(length.rounded())))
        let isUp = bar.value > 0
        var drawn: String
        if hasBlocks {
            drawn = String(repeating: "█", count: steps / 2)
            if steps % 2 == 1 { drawn = isUp ? drawn + "▌" : "▐" + drawn }
        } else {
            drawn = String(repeating: isUp ? "+" : "-", count: (steps + 1) / 2)
        }
        return isUp ? (whole, "", drawn) : (String(whole.dropFirst(drawn.count)), drawn, "")
    }

    /// Units of 2^-20 as a figure with its sign: "+1.20".
    static func signed(_ value: Int64) -> String { signed(hundredths: hundredths(value)) }

    private static func signed(hundredths: Int64) -> String {
        (hundredths < 0 ? "" : "+") + Figure.decimal(Double(hundredths) / 100, 2)
    }

    private static func hundredths(_ value: Int64) -> Int64 {
        Int64((Double(value) / unit * 100).rounded())
    }
}
