/// Bytes as people read them: 16 a line, with what of them is printable.
enum HexLines {
    /// `  00000010  7b 22 69 64 …  |{"id…|`
    static func of(_ bytes: [UInt8]) -> [String] {
        stride(from: 0, to: bytes.count, by: 16).map { start in
            let line = bytes[start..<min(start + 16, bytes.count)]
            let hex = line.map(digits).joined(separator: " ")
            let text = String(
                decoding: line.map { (0x20..<0x7F).contains($0) ? $0 : UInt8(ascii: ".") },
                as: UTF8.self)
            let place = String(start, radix: 16)
            return "  \(String(repeating: "0", count: max(0, 8 - place.count)))\(place)  "
                + hex + String(repeating: " ", count: 47 - hex.count) + "  |\(text)|"
        }
    }

    /// `0a`.
    static func digits(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}
