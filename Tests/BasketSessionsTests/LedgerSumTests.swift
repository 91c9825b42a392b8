import Testing

@testable import BasketSessions

@Suite("The sum of ledgers")
struct LedgerSumTests {
    /// One with a different figure in each place, so that none can stand in for another.
    private func ledger(from first: Int64, times factor: Int64) -> Ledger {
        var ledger = Ledger(firstOffset: first)
        (ledger.applied, ledger.duplicate, ledger.late, ledger.quarantined) =
            (100 * factor, 20 * factor, 3 * factor, 4 * factor)
        (ledger.absent, ledger.lost) = (50 * factor, 6 * factor)
        (ledger.clamped, ledger.keyless) = (7 * factor, 8 * factor)
        ledger.read = 127 * factor
        ledger.nextOffset = first + 183 * factor
        ledger.sessions = counts(times: factor)
        ledger.baskets = counts(times: 2 * factor)
        return ledger
    }

    private func counts(times factor: Int64) -> SessionCounts {
        var counts = SessionCounts()
        (counts.open, counts.purchased, counts.abandoned, counts.browsed) =
            (1 * factor, 20 * factor, 300 * factor, 4_000 * factor)
        (counts.merged, counts.forgotten, counts.lost) =
            (50_000 * factor, 600_000 * factor, 7_000_000 * factor)
        counts.opened = 7_654_321 * factor
        return counts
    }

    @Test("adds every figure, counts offsets from 0, and balances as its parts do")
    func sum() {
        let parts = [ledger(from: 10, times: 1), ledger(from: 5_000, times: 2)]
        #expect(parts.allSatisfy { $0.differences.isEmpty })
        #expect(Ledger(sum: parts) == ledger(from: 0, times: 3))
        #expect(Ledger(sum: parts).differences.isEmpty)
        #expect(Ledger(sum: []) == Ledger(firstOffset: 0))
    }

    @Test("differs where a part does")
    func difference() {
        var wrong = ledger(from: 10, times: 1)
        wrong.late += 1
        #expect(Ledger(sum: [ledger(from: 0, times: 4), wrong]).differences.count == 1)
    }
}
