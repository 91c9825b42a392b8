/// Finds the field that a key names: one multiplication, one look.
///
/// A perfect hash of the names, found when a reader is made: nineteen names in 64 places need some
/// fifteen attempts.
struct EventFieldNames: ~Copyable {
    private struct Place {
        var first: UInt64 = 0
        var second: UInt64 = 0
        /// 0: no name is here.
        var count = 0
        var field = EventField.id
    }

    private static let count = 64
    /// Behind a pointer: a look into an inline array copied all of it (2 KiB a field).
    private let places = UnsafeMutablePointer<Place>.allocate(capacity: EventFieldNames.count)
    private var multiplier: UInt64 = 0

    init() {
        places.initialize(repeating: Place(), count: EventFieldNames.count)
        var random = SeededRandom(seed: 0)
        repeat { multiplier = random.next() | 1 } while !placeAll()
    }

    deinit {
        places.deallocate()
    }

    /// - Parameter key: 16 bytes at least can be read there, whatever `count` is.
    @inline(__always)
    func field(_ key: UnsafeRawPointer, count: Int) -> EventField? {
        let (first, second) = EventFieldNames.words(key, count: count)
        let place = places[slot(first, second)]
        guard place.first == first, place.second == second, place.count == count else { return nil }
        return place.field
    }

    /// Gives every field its place by the multiplier in force; false when two want the same.
    private func placeAll() -> Bool {
        places.update(repeating: Place(), count: EventFieldNames.count)
        for field in EventField.allCases {
            var name = InlineArray<16, UInt8>(repeating: 0)
            let count = field.name.utf8CodeUnitCount
            for index in 0..<count { name[index] = field.name.utf8Start[index] }
            let (first, second) = withUnsafeBytes(of: &name) { bytes in
                bytes.baseAddress.map { EventFieldNames.words($0, count: count) } ?? (0, 0)
            }
            let slot = slot(first, second)
            guard places[slot].count == 0 else { return false }
            places[slot] = Place(first: first, second: second, count: count, field: field)
        }
        return true
    }

    @inline(__always)
    private func slot(_ first: UInt64, _ second: UInt64) -> Int {
        Int(truncatingIfNeeded: ((first ^ second) &* multiplier) &>> 58)
    }

    /// The first sixteen bytes, zeros in place of those after `count`.
    @inline(__always)
    private static func words(_ key: UnsafeRawPointer, count: Int) -> (UInt64, UInt64) {
        let first = UInt64(littleEndian: key.loadUnaligned(as: UInt64.self))
        let second = UInt64(littleEndian: key.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        if count <= 8 {
            let unused = UInt64(truncatingIfNeeded: 64 &- count &* 8)
            return ((first &<< unused) &>> unused, 0)
        }
        let unused = UInt64(truncatingIfNeeded: max(0, 128 &- count &* 8))
        return (first, (second &<< unused) &>> unused)
    }
}
