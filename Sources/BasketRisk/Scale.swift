/// Bins of a quantity, two a doubling: 0, 1, 2, 3, 4–5, 6–7, 8–11, 12–15, 16–23, … up to a last one
/// that is open above.
///
/// Where a quantity can be missing, bin 0 says so and the others come one later.
struct Scale {
    /// The last bin's number, not counting the missing one.
    let last: Int
    let canBeMissing: Bool

    private init(last: Int, canBeMissing: Bool = false) {
        self.last = last
        self.canBeMissing = canBeMissing
    }

    static let items = Scale(last: 12)
    static let products = Scale(last: 10)
    static let views = Scale(last: 14)
    static let deeds = Scale(last: 8)
    static let value = Scale(last: 28, canBeMissing: true)
    static let price = Scale(last: 26, canBeMissing: true)
    static let seconds = Scale(last: 28, canBeMissing: true)
    static let pace = Scale(last: 20, canBeMissing: true)
    static let days = Scale(last: 12, canBeMissing: true)

    var binCount: Int { last + (canBeMissing ? 2 : 1) }

    /// The bin of a quantity that is known. Below zero counts as zero.
    @inline(__always)
    func bin(_ quantity: Int64) -> Int {
        min(Scale.halfDoublings(quantity), last) &+ (canBeMissing ? 1 : 0)
    }

    /// The smallest quantity of a bin; `nil` for the missing one.
    func lowest(of bin: Int) -> Int64? {
        let place = canBeMissing ? bin - 1 : bin
        guard place >= 0 else { return nil }
        return place < 2 ? Int64(place) : Int64(2 + place % 2) << (place / 2 - 1)
    }

    /// 0 and 1 by themselves; from 2 on twice the binary logarithm, one more in its upper half.
    @inline(__always)
    static func halfDoublings(_ quantity: Int64) -> Int {
        if quantity < 2 { return quantity < 1 ? 0 : 1 }
        let doublings = 63 &- quantity.leadingZeroBitCount
        return 2 &* doublings &+ Int(quantity &>> (doublings &- 1) & 1)
    }
}
