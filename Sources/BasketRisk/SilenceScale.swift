/// Bins of a silence: the time since a session's latest event.
enum SilenceScale {
    /// Where bins 1, 2, … begin, in seconds.
    static let edges = [15, 30, 60, 120, 180, 300, 450, 600, 900, 1_200, 1_500]
    static let binCount = 1 + edges.count
    static let coarseBinCount = 6

    @inline(__always)
    static func bin(milliseconds: Int64) -> Int {
        // The edges written out: counted without a branch or a load.
        let short = count(milliseconds, 15) &+ count(milliseconds, 30) &+ count(milliseconds, 60)
        let middle =
            count(milliseconds, 120) &+ count(milliseconds, 180) &+ count(milliseconds, 300)
        let long = count(milliseconds, 450) &+ count(milliseconds, 600) &+ count(milliseconds, 900)
        return short &+ middle &+ long &+ count(milliseconds, 1_200) &+ count(milliseconds, 1_500)
    }

    /// For crosses: below 30 s, 2, 5, 10, 20 minutes, and from 20 minutes on.
    @inline(__always)
    static func coarse(_ bin: Int) -> Int {
        // A nibble a bin.
        Int(0x5544_3322_1100 &>> (4 &* UInt64(truncatingIfNeeded: bin)) & 15)
    }

    @inline(__always)
    private static func count(_ milliseconds: Int64, _ seconds: Int64) -> Int {
        milliseconds >= seconds &* 1_000 ? 1 : 0
    }
}
