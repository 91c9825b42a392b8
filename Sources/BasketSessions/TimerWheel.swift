/// When which session is due, in order of due time and then key.
///
/// Far timers lie unsorted in a ring of buckets (four bytes each); those of the bucket that the
/// watermark has reached are sorted in a heap. A session's `scheduled` says which of its timers
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
    private var near: [Timer] = []
    /// The bucket of the watermark; what is due in it or before lies in the heap.
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
                schedule(slot, due: session.scheduled, key: session.key)
            }
        }
    }

    /// The next timer due by `watermark`, taken out; `nil` when none is.
    @inline(__always)
    mutating func popDue(by watermark: Int64) -> Timer? {
        guard let first = near.first, first.due <= watermark else { return nil }
        return pop()
    }

    /// The slots of some timers that come soon, the next one among them.
    @inline(__always)
    func forEachSoon(_ body: (Int32) -> Void) {
        for timer in near.prefix(32) { body(timer.slot) }
    }

    private mutating func place(_ slot: Int32, bucket: Int64) {
        buckets[Int(bucket % Int64(TimerWheel.bucketCount))].append(slot)
    }

    private mutating func push(_ timer: Timer) {
        near.append(timer)
        var at = near.count - 1
        while at > 0 {
            let parent = (at - 1) / 2
            guard near[at].comesBefore(near[parent]) else { return }
            near.swapAt(at, parent)
            at = parent
        }
    }

    private mutating func pop() -> Timer {
        let first = near[0]
        let last = near.removeLast()
        guard !near.isEmpty else { return first }
        near[0] = last
        var at = 0
        while true {
            var least = at
            let left = 2 * at + 1
            if left < near.count, near[left].comesBefore(near[least]) { least = left }
            if left + 1 < near.count, near[left + 1].comesBefore(near[least]) { least = left + 1 }
            if least == at { return first }
            near.swapAt(at, least)
            at = least
        }
    }
}
