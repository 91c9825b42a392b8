import Foundation

/// Prints a line at once, also into a pipe.
func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
}

extension Measure {
    /// A line of the report: what, how fast, at what cost.
    func report(_ what: String, count: Int, unit: String) {
        let cost = rounded(cpuSeconds(aMillion: count), 3)
        say(pad(what, 46) + pad(figure(rate(count), unit + "/s"), 24) + "\(cost) CPU-s a million")
    }

    func rate(_ count: Int) -> Double { Double(count) / seconds }

    func cpuSeconds(aMillion count: Int) -> Double { cpuSeconds / Double(count) * 1e6 }
}

/// A line that sets a figure against what was wanted, and says whether it is met.
func compare(_ what: String, _ shown: String, isMet: Bool, wanted: String) {
    say(pad("  → " + what, 46) + pad(shown, 24) + "\(isMet ? "✓" : "✗") wanted: \(wanted)")
}

/// A ratio that is to be so much at least.
func compare(_ what: String, ratio: Double, atLeast wanted: Double) {
    compare(
        what, rounded(ratio, 2), isMet: ratio >= wanted, wanted: "at least \(rounded(wanted, 2))")
}

/// A further line about the figure above.
func note(_ text: String) { say("    " + text) }

func figure(_ number: Double, _ unit: String) -> String { "\(grouped(Int(number))) \(unit)" }

func rounded(_ number: Double, _ places: Int) -> String {
    String(format: "%.\(places)f", number)
}

func grouped(_ number: Int) -> String {
    var text = String(number)
    var at = text.count - 3
    while at > 0 {
        text.insert(",", at: text.index(text.startIndex, offsetBy: at))
        at -= 3
    }
    return text
}

func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
}

/// Keeps the optimiser from throwing work away.
@inline(never)
func keep<Value>(_ value: Value) {}
