import BasketEvents

/// Records held back to be emitted later, the earliest due first; of two due at once, the one that was
/// held first.
///
/// A binary heap of small entries; the bytes lie still beside it.
struct HeldRecords: ~Copyable {
    struct Entry {
        /// When to emit it, in milliseconds of event time.
        let due: Int64
        let order: UInt64
        let kind: Emission.Kind
        let type: EventType
        let time: EventTime
        let place: Int
        let keyCount: Int
        let valueCount: Int

        fileprivate func isBefore(_ other: Entry) -> Bool {
            due != other.due ? due < other.due : order < other.order
        }
    }

    private static let room = RecordBytes.longestKey + RecordBytes.longestValue / 2
    private var heap: [Entry] = []
    private var bytes: [UInt8] = []
    private var freePlaces: [Int] = []
    private var held: UInt64 = 0

    init() {}

    var count: Int { heap.count }
    /// When the next one is due; `nil` when none is held.
    var nextDue: Int64? { heap.first?.due }

    /// Keeps a copy of the record until `due`.
    mutating func hold(
        _ record: borrowing RecordBytes, as kind: Emission.Kind, of deed: Deed, until due: Int64
    ) {
        precondition(
            record.keyCount + record.valueCount <= HeldRecords.room, "An event is too long to hold."
        )
        let place = freePlaces.popLast() ?? bytes.count
        if place == bytes.count {
            bytes.append(contentsOf: repeatElement(0, count: HeldRecords.room))
        }
        bytes.withUnsafeMutableBytes { all in
            let room = UnsafeMutableRawBufferPointer(rebasing: all[place...])
            room.copyBytes(from: record.key)
            UnsafeMutableRawBufferPointer(rebasing: room[record.keyCount...])
                .copyBytes(from: record.value)
        }
        heap.append(
            Entry(
                due: due, order: held, kind: kind, type: deed.type,
                time: EventTime(milliseconds: deed.time), place: place,
                keyCount: record.keyCount, valueCount: record.valueCount))
        held += 1
        siftUp(heap.count - 1)
    }

    /// Takes the record that is due next and copies it out.
    mutating func release(to record: inout RecordBytes) -> Entry? {
        guard let first = heap.first else { return nil }
        bytes.withUnsafeBytes { all in
            let key = first.place..<first.place + first.keyCount
            record.setKey(UnsafeRawBufferPointer(rebasing: all[key]))
            let value = key.upperBound..<key.upperBound + first.valueCount
            record.setValue(UnsafeRawBufferPointer(rebasing: all[value]))
        }
        freePlaces.append(first.place)
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            siftDown()
        }
        return first
    }

    private mutating func siftUp(_ start: Int) {
        var place = start
        while place > 0, heap[place].isBefore(heap[(place - 1) / 2]) {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    private mutating func siftDown() {
        var place = 0
        while true {
            var least = place
            for child in (2 * place + 1)...(2 * place + 2)
            where child < heap.count && heap[child].isBefore(heap[least]) {
                least = child
            }
            guard least != place else { return }
            heap.swapAt(place, least)
            place = least
        }
    }
}
