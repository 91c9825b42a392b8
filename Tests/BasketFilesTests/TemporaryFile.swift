import Foundation

/// A file that goes with its owner.
final class TemporaryFile {
    let path: String

    init(_ bytes: [UInt8]) throws {
        let folder = FileManager.default.temporaryDirectory
        path = folder.appendingPathComponent("basketwatch-\(UUID().uuidString)").path
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    convenience init(_ text: String) throws {
        try self.init(Array(text.utf8))
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)  // the system clears its folder anyway
    }

    var text: String {
        get throws { try String(contentsOfFile: path, encoding: .utf8) }
    }
}
