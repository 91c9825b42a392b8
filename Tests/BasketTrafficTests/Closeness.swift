/// Whether a figure lies so near to what is wanted, as a share of that.
func isNear(_ figure: Double, _ wanted: Double, within share: Double) -> Bool {
    (figure / wanted - 1).magnitude < share
}

/// A part as a share of the whole.
func ratio(_ part: some BinaryInteger, _ whole: some BinaryInteger) -> Double {
    Double(part) / Double(whole)
}
