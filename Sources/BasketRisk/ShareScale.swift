/// Bins of the shipping quote's share of the basket's value.
///
/// Bin 0: no quote was shown. Bin 1: one was, but no share can be made of it (another currency, or a
/// value that is missing or zero). Bin 2: shipping is free. From 3 on: the share, in percent.
enum ShareScale {
    /// Where bins 4, 5, … begin, in whole percent.
    static let edges = [5, 10, 15, 20, 30, 40, 50, 75, 100, 150]
    static let binCount = 4 + edges.count
    static let coarseBinCount = 9

    static let notShown = 0
    static let notComparable = 1
    static let free = 2

    @inline(__always)
    static func bin(percent: Int64) -> Int {
        // The edges written out: counted without a branch or a load.
        let tens = count(percent, 5) &+ count(percent, 10) &+ count(percent, 15)
        let middle = count(percent, 20) &+ count(percent, 30) &+ count(percent, 40)
        let high = count(percent, 50) &+ count(percent, 75) &+ count(percent, 100)
        return 3 &+ tens &+ middle &+ high &+ count(percent, 150)
    }

    /// For crosses: not shown, not comparable, free, below 10, 20, 30, 50, 100 %, and from 100 on.
    @inline(__always)
    static func coarse(_ bin: Int) -> Int {
        // A nibble a bin.
        Int(0x8877_6654_4332_10 &>> (4 &* UInt64(truncatingIfNeeded: bin)) & 15)
    }

    @inline(__always)
    private static func count(_ percent: Int64, _ edge: Int64) -> Int {
        percent >= edge ? 1 : 0
    }
}
