import Foundation

/// Packed files, made once with `gzip -n` and `zstd`.
enum Packed {
    /// "one", "two" with CRLF, an empty line, "three" without a line break.
    static let gzip = bytes("H4sIAAAAAAAAA8vPS+UqKc/n5eIqyShKTQUA6Gl1uA8AAAA=")
    static let zstd = bytes("KLUv/SQPeQAAb25lCnR3bw0KCnRocmVlFN9nEA==")
    /// "one\n", "two\nthr" and "ee", each packed for itself.
    static let gzipMembers = bytes(
        "H4sIAAAAAAAAA8vPS+UCAJ+oF/gEAAAAH4sIAAAAAAAAAyspz+cqySgCAPQnZKcHAAAAH4sIAAAAAAAAA0tNBQDKGItk"
            + "AgAAAA==")
    static let zstdFrames = bytes(
        "KLUv/QRYIQAAb25lCt8WaAkotS/9BFg5AAB0d28KdGhy/3BkZCi1L/0EWBEAAGVl+juTaQ==")
    /// A frame to be skipped, of three bytes.
    static let zstdSkippable: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]
    /// 20,000 times `{"n":1}` and a line break.
    static let zstdRepeated = bytes("KLUv/QRohAAAQHsibiI6MX0KAQD1//PLBUUAAAABAP3w9gIE3iptWA==")
    /// The start of a frame with a window of 2 GiB.
    static let zstdWideWindow = bytes("KLUv/QSoZAAAEAAAAgDp/zdz")

    private static func bytes(_ text: String) -> [UInt8] {
        Array(Data(base64Encoded: text)!)
    }
}
