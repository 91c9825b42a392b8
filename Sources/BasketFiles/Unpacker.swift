/// Turns a file's bytes into the bytes that were packed into it, piece by piece.
protocol Unpacker: AnyObject {
    /// Whether the bytes so far are whole: the file may end here.
    var isWhole: Bool { get }

    /// Unpacks as much as fits. Neither taken nor made means that more input is needed.
    func unpack(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(UnpackFailure) -> (taken: Int, made: Int)
}

/// Why a file cannot be unpacked.
enum UnpackFailure: Error {
    case damaged(String)
    /// Packed with a window so large that unpacking would take more memory than we allow.
    case windowTooLarge
}
