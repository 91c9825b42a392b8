/// When which session is due, in order of due time and then key.
///
/// Far timers lie unsorted in a ring of buckets (four bytes each). A bucket that the watermark reaches
/// is sorted once; what is scheduled into it after that lies in a heap beside it. A session's `scheduled` says which of its timers
/// counts; whoever takes one out looks there, so nothing is ever searched for and removed.
struct TimerWheel {
    struct Timer {
        let due: Int64
        let key: SessionKey
        let slot: Int32

        func comesBefore(_ other: Timer) -> Bool {
            due != other.due ? due < other.due : key < other.key
        }
    }

    private static let bucketCount = 512

    /// A bucket's width is 2 to this power, in milliseconds.
    private let widthBits: Int64
    private var buckets: [[Int32]] = Array(repeating: [], count: TimerWheel.bucketCount)
    /// Those of the watermark's bucket, the next one last.
    private var near: [Timer] = []
    /// A heap of those that were scheduled too late to be sorted with them.
    private var early: [Timer] = []
    /// The bucket of the watermark; what is due in it or before is near or early.
    private var current: Int64 = 0

    /// - Parameter gapMilliseconds: the usual distance of a timer, which at most half the ring spans.
    init(gapMilliseconds: Int64) {
        let atLeast = gapMilliseconds / Int64(TimerWheel.bucketCount / 2)
        widthBits = Int64(Int64.bitWidth - atLeast.leadingZeroBitCount)
    }

    mutating func schedule(_ slot: Int32, due: Int64, key: SessionKey) {
        let bucket = due &>> widthBits
        if bucket <= current {
            push(Timer(due: due, key: key, slot: slot))
        } else {
            // Beyond the ring: it waits in the last bucket and is placed anew from there.
            place(slot, bucket: min(bucket, current + Int64(TimerWheel.bucketCount) - 1))
        }
    }

    /// Lets an empty wheel begin at a watermark: how a restored one keeps its distance.
    mutating func startAt(_ watermark: Int64) {
        current = watermark &>> widthBits
    }

    /// Whether `watermark` lies in a later bucket than the one last moved on to.
    @inline(__always)
    func isBehind(_ watermark: Int64) -> Bool {
        watermark &>> widthBits > current
    }

    /// Moves on to the bucket of `watermark`.
    mutating func advance(to watermark: Int64, sessions: [OpenSession]) {
        let target = watermark &>> widthBits
        guard target > current else { return }
        defer { near.sort { $1.comesBefore($0) } }
        let first = max(current + 1, target - Int64(TimerWheel.bucketCount) + 1)
        current = target
        for bucket in first...target {
            let index = Int(bucket % Int64(TimerWheel.bucketCount))
            guard !buckets[index].isEmpty else { continue }
            // The bucket keeps its memory: the next round of the ring needs it again.
            var slots: [Int32] = []
            swap(&slots, &buckets[index])
            defer {
                slots.removeAll(keepingCapacity: true)
                if buckets[index].isEmpty { swap(&slots, &buckets[index]) }
            }
            for slot in slots {
                let session = sessions[Int(slot)]
                guard session.isOpen, session.scheduled != .max else { continue }
                if session.scheduled &>> widthBits <= current {
                    near.append(Timer(due: session.scheduled, key: session.key, slot: slot))
                } else {
                    schedule(slot, due: session.scheduled, key: session.key)
                }
            }
        }
    }

    /// The next timer due by `watermark`, taken out; `nil` when none is.
    @inline(__always)
    mutating func popDue(by watermark: Int64) -> Timer? {
        if let next = near.last, next.due <= watermark {
            if let other = early.first, other.comesBefore(next) { return pop() }
            near.removeLast()
            return next
        }
        guard let first = early.first, first.due <= watermark else { return nil }
        return pop()
    }

    /// The slots of some timers that come soon, the next one among them.
    @inline(__always)
    func forEachSoon(_ body: (Int32) -> Void) {
        for timer in near.suffix(32) { body(timer.slot) }
    }

    private mutating func place(_ slot: Int32, bucket: Int64) {
        buckets[Int(bucket % Int64(TimerWheel.bucketCount))].append(slot)
    }

    private mutating func push(_ timer: Timer) {
        early.append(timer)
        var at = early.count - 1
        while at > 0 {
            let parent = (at - 1) / 2
            guard early[at].comesBefore(early[parent]) else { return }
            early.swapAt(at, parent)
            at = parent
        }
    }

    private mutating func pop() -> Timer {
        let first = early[0]
        let last = early.removeLast()
        guard !early.isEmpty else { return first }
        early[0] = last
        var at = 0
        while true {
            var least = at
            let left = 2 * at + 1
            if left < early.count, early[left].comesBefore(early[least]) { least = left }
            if left + 1 < early.count, early[left + 1].comesBefore(early[least]) {
                least = left + 1
            }
            if least == at { return first }
            early.swapAt(at, least)
            at = least
        }
    }
}
