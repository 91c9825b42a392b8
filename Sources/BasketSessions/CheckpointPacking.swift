/// How a chunk's bytes are made smaller, given by whoever may use a library for it.
///
/// One way only, named by 1 in the chunk; 0 is plain.
public struct CheckpointPacking: Sendable {
    /// `nil`: it cannot, and the chunk stays plain.
    let pack: @Sendable (UnsafeRawBufferPointer) -> [UInt8]?
    /// The bytes of exactly this size; `nil`: there are none such.
    let unpack: @Sendable (_ packed: UnsafeRawBufferPointer, _ size: Int) -> [UInt8]?

    public init(
        pack: @escaping @Sendable (UnsafeRawBufferPointer) -> [UInt8]?,
        unpack: @escaping @Sendable (UnsafeRawBufferPointer, _ size: Int) -> [UInt8]?
    ) {
        self.pack = pack
        self.unpack = unpack
    }

    /// Leaves everything plain, and reads what is.
    public static let plain = CheckpointPacking(pack: { _ in nil }, unpack: { _, _ in nil })
}
