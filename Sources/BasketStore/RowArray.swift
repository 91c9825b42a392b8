/// An array of rows (or of integers) in PostgreSQL's binary form: one parameter of one statement.
///
/// Measured: a row type's array costs the server a quarter less than an array a column (2.9 against
/// 3.7 µs a row, 12 columns, upserted), and it is written front to back. The buffer is used again.
struct RowArray: ~Copyable {
    private var base: UnsafeMutableRawPointer
    private var capacity: Int
    private var length = 0
    private var rowStart = 0
    private var columns: Int32 = 0
    /// How many rows were added since the start.
    private(set) var count: Int32 = 0

    init() {
        capacity = 1 << 16
        base = .allocate(byteCount: capacity, alignment: 8)
    }

    deinit { base.deallocate() }

    /// Begins an array anew: of rows of a table's row type, its columns in their order.
    mutating func start(_ table: RowType) {
        startElements(of: table.oid)
        columns = table.columns
    }

    /// Begins an array of bigint anew.
    mutating func startIntegers() {
        startElements(of: SQLType.int8)
    }

    private mutating func startElements(of type: UInt32) {
        length = 0
        count = 0
        // Dimensions, whether there are nulls, element type, count (see `bytes`), lower bound.
        put4(1)
        put4(0)
        put4(Int32(bitPattern: type))
        put4(0)
        put4(1)
    }

    mutating func add(_ integer: Int64) {
        put4(8)
        put8(integer)
        count += 1
    }

    mutating func beginRow() {
        rowStart = length
        put4(0)
        put4(columns)
    }

    mutating func endRow() {
        base.storeBytes(
            of: Int32(length - rowStart - 4).bigEndian, toByteOffset: rowStart, as: Int32.self)
        count += 1
    }

    /// The finished array, gone with the next change.
    var bytes: UnsafeRawBufferPointer {
        base.storeBytes(of: count.bigEndian, toByteOffset: 12, as: Int32.self)
        return UnsafeRawBufferPointer(start: base, count: length)
    }

    var byteCount: Int { length }

    mutating func put4(_ value: Int32) {
        reserve(4)
        base.storeBytes(of: value.bigEndian, toByteOffset: length, as: Int32.self)
        length += 4
    }

    mutating func put8(_ value: Int64) {
        reserve(8)
        base.storeBytes(of: value.bigEndian, toByteOffset: length, as: Int64.self)
        length += 8
    }

    mutating func put(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress, bytes.count > 0 else { return }
        reserve(bytes.count)
        (base + length).copyMemory(from: source, byteCount: bytes.count)
        length += bytes.count
    }

    mutating func put1(_ value: UInt8) {
        reserve(1)
        base.storeBytes(of: value, toByteOffset: length, as: UInt8.self)
        length += 1
    }

    @inline(__always)
    mutating func reserve(_ more: Int) {
        if length + more > capacity { grow(more) }
    }

    @inline(never)
    private mutating func grow(_ more: Int) {
        capacity = max(capacity * 2, length + more)
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 8)
        larger.copyMemory(from: base, byteCount: length)
        base.deallocate()
        base = larger
    }
}
