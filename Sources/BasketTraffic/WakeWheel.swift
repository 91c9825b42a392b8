/// Who is to act next, and when: a timing wheel with a slot for each millisecond.
///
/// After Varghese and Lauck, "Hashed and hierarchical timing wheels" (1987), one level of it. All who
/// share a slot share a time, so nothing is sorted. The lists that hang in the slots are linked
/// through the sleepers themselves, who lie elsewhere: the wheel knows each list's head only.
struct WakeWheel: Sendable {
    /// No sleeper.
    static let nobody = UInt32.max
    /// How far ahead one can be put to sleep, in milliseconds: about 35 minutes.
    static let span: Int64 = 1 << 21

    private var heads = [UInt32](repeating: WakeWheel.nobody, count: Int(WakeWheel.span))
    /// A bit for each slot that is not empty.
    private var occupied = [UInt64](repeating: 0, count: Int(WakeWheel.span >> 6))
    /// No sleeper is due before it.
    private var hand: Int64

    init(start: Int64) {
        hand = start
    }

    /// Puts a sleeper first into the list of `time`; what it returns comes behind it.
    mutating func hang(_ sleeper: UInt32, at time: Int64) -> UInt32 {
        precondition(
            time >= hand && time < hand + WakeWheel.span, "A sleeper lies beyond the wheel's span.")
        let slot = Int(time & (WakeWheel.span - 1))
        let behind = heads[slot]
        heads[slot] = sleeper
        occupied[slot >> 6] |= 1 << UInt64(slot & 63)
        return behind
    }

    /// When the next sleeper is due, if not later than `limit`; the hand moves up to there.
    ///
    /// Somebody must sleep, or the limit be near: the search has no other end.
    mutating func nextTime(until limit: Int64) -> Int64? {
        while hand <= limit {
            let slot = Int(hand & (WakeWheel.span - 1))
            let rest = occupied[slot >> 6] >> UInt64(slot & 63)
            if rest != 0 {
                let time = hand + Int64(rest.trailingZeroBitCount)
                guard time <= limit else { break }
                hand = time
                return time
            }
            hand += Int64(64 - slot & 63)
        }
        // Not beyond the limit: somebody may yet be hung between it and here.
        hand = min(hand, limit)
        return nil
    }

    /// The first sleeper of the hand's own slot.
    var first: UInt32 { heads[Int(hand & (WakeWheel.span - 1))] }

    /// Takes the first sleeper of the hand's slot away; `behind` is then the first.
    mutating func takeFirst(leaving behind: UInt32) {
        let slot = Int(hand & (WakeWheel.span - 1))
        heads[slot] = behind
        if behind == WakeWheel.nobody { occupied[slot >> 6] &= ~(1 << UInt64(slot & 63)) }
    }
}
