/// Memory for one record, key and value: what a source lends out, at the same place all the time.
struct RecordBytes: ~Copyable {
    /// No event of ours is longer, damaged ones included.
    static let longestValue = 1_024
    static let longestKey = 32

    private let memory: UnsafeMutableRawPointer
    private(set) var keyCount = 0
    private(set) var valueCount = 0

    init() {
        memory = .allocate(
            byteCount: RecordBytes.longestKey + RecordBytes.longestValue, alignment: 16)
    }

    deinit {
        memory.deallocate()
    }

    var key: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: memory, count: keyCount)
    }

    var value: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: memory + RecordBytes.longestKey, count: valueCount)
    }

    mutating func setKey(_ bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count <= RecordBytes.longestKey, "A shopper's id is too long.")
        keyCount = copy(bytes, to: memory)
    }

    mutating func setValue(_ bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count <= RecordBytes.longestValue, "An event is too long.")
        valueCount = copy(bytes, to: memory + RecordBytes.longestKey)
    }

    private func copy(_ bytes: UnsafeRawBufferPointer, to place: UnsafeMutableRawPointer) -> Int {
        if let source = bytes.baseAddress {
            place.copyMemory(from: source, byteCount: bytes.count)
        }
        return bytes.count
    }
}
