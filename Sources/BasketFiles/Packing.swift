/// How a file is packed, told by its first bytes: names lie.
enum Packing: Hashable {
    case plain
    case gzip
    case zstd
    /// By this program, which we do not read.
    case foreign(String)

    /// How many bytes are enough to tell.
    static let markLength = 6

    init(start: some Sequence<UInt8>) {
        let start = Array(start.prefix(Self.markLength))
        switch start.prefix(4) {
        case [0x28, 0xB5, 0x2F, 0xFD]: self = .zstd
        // A frame to be skipped, as pzstd puts first.
        case [start.first ?? 0, 0x2A, 0x4D, 0x18] where (0x50...0x5F).contains(start[0]):
            self = .zstd
        case [0x04, 0x22, 0x4D, 0x18]: self = .foreign("lz4")
        case [0x50, 0x4B, 0x03, 0x04]: self = .foreign("zip")
        case let mark where mark.starts(with: [0x1F, 0x8B]): self = .gzip
        case let mark where mark.starts(with: [0x42, 0x5A, 0x68]): self = .foreign("bzip2")
        case _ where start == [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]: self = .foreign("xz")
        default: self = .plain
        }
    }
}
