import BasketEvents
import Foundation

/// The seeds of a fuzzer: small inputs of fixtures/, each of which runs something that others do not.
public struct Corpus: Sendable {
    public let files: [(name: String, bytes: [UInt8])]

    /// - Parameter folders: with their places in the repository.
    public init(_ folders: String...) throws {
        let root = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        files = try folders.flatMap { folder in
            let place = root.appending(path: folder)
            return try FileManager.default.contentsOfDirectory(atPath: place.path).sorted().map {
                (name: $0, bytes: Array(try Data(contentsOf: place.appending(path: $0))))
            }
        }
    }

    /// One of the seeds with one to four things changed, as a fuzzer would.
    public func mutated(_ random: inout SeededRandom) -> [UInt8] {
        var bytes = pick(&random)
        for _ in 0...random.index(below: 4) { mutate(&bytes, &random) }
        return bytes
    }

    private func pick(_ random: inout SeededRandom) -> [UInt8] {
        files[random.index(below: files.count)].bytes
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
        let place = random.index(below: bytes.count + 1)
        let end = min(bytes.count, place + 1 + random.index(below: 16))
        switch random.index(below: 6) {
        case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8(random.index(below: 8))
        case 1 where place < bytes.count: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 2: bytes.removeSubrange(place..<end)
        case 3: bytes.insert(contentsOf: bytes[place..<end], at: random.index(below: place + 1))
        case 4: for at in place..<end { bytes[at] = random.chance(0.5) ? 0xFF : 0 }
        default:
            // The end of another one behind the beginning of this.
            let other = pick(&random)
            bytes = bytes[..<place] + other.suffix(random.index(below: other.count + 1))
        }
    }
}
