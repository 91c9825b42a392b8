/// Where reading stands in every partition that is ours: the offset that comes next.
struct Positions {
    /// By partition number; below zero: not ours.
    private var next: [Int64] = []
    private static let notOurs: Int64 = -1

    subscript(_ partition: Int32) -> Int64? {
        let index = Int(partition)
        guard index >= 0, index < next.count, next[index] >= 0 else { return nil }
        return next[index]
    }

    mutating func set(_ place: PartitionOffset) {
        let index = Int(place.partition)
        if index >= next.count {
            next += Array(repeating: Self.notOurs, count: index + 1 - next.count)
        }
        next[index] = place.offset
    }

    mutating func remove(_ partition: Int32) {
        if self[partition] != nil { next[Int(partition)] = Self.notOurs }
    }

    /// Called for every record: no more than a bound check and a store.
    @inline(__always)
    mutating func advance(_ partition: Int32, past offset: Int64) {
        let index = Int(partition)
        if index < next.count { next[index] = offset + 1 }
    }

    var all: [PartitionOffset] {
        next.indices.compactMap { index in
            next[index] < 0
                ? nil : PartitionOffset(partition: Int32(index), offset: next[index])
        }
    }
}
