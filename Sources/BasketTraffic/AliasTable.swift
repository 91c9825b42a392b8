import BasketEvents

/// Draws one of many things, each as often as its weight says, at the cost of one random number.
///
/// Walker's alias method, built as by Vose (https://doi.org/10.1109/32.92917).
struct AliasTable: Sendable {
    private struct Cell {
        /// Below it (of 2^32) the cell's own thing is drawn, else its alias.
        var threshold: UInt32
        var alias: UInt32
    }

    private var cells: [Cell]

    init(weights: [Double]) {
        precondition(!weights.isEmpty, "There is nothing to draw from.")
        let total = weights.reduce(0, +)
        var scaled = weights.map { $0 / total * Double(weights.count) }
        cells = weights.indices.map { Cell(threshold: .max, alias: UInt32($0)) }

        var small = scaled.indices.filter { scaled[$0] < 1 }
        var large = scaled.indices.filter { scaled[$0] >= 1 }
        while let poor = small.popLast(), let rich = large.popLast() {
            let threshold = min(scaled[poor] * 0x1p32, Double(UInt32.max))
            cells[poor] = Cell(threshold: UInt32(threshold), alias: UInt32(rich))
            scaled[rich] -= 1 - scaled[poor]
            if scaled[rich] < 1 { small.append(rich) } else { large.append(rich) }
        }
    }

    /// The place of the thing drawn.
    func draw(_ random: inout SeededRandom) -> Int {
        let bits = random.next()
        let place = Int(((bits >> 32) &* UInt64(cells.count)) >> 32)
        let cell = cells[place]
        return UInt32(truncatingIfNeeded: bits) < cell.threshold ? place : Int(cell.alias)
    }
}
