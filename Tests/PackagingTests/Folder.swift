import Foundation

/// A folder for one test, gone with it.
final class Folder {
    let path: String

    init() throws {
        path =
            FileManager.default.temporaryDirectory
            .appending(path: "basketwatch-packaging-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        // Only litter is left behind if it fails.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The paths, inside it, of all files that it holds, sorted.
    var files: [String] {
        let found = FileManager.default.enumerator(atPath: path)?.allObjects as? [String] ?? []
        let folders = found.filter { FileManager.default.fileExists(atPath: "\(path)/\($0)/.") }
        return found.filter { !folders.contains($0) }.sorted()
    }

    func text(_ file: String) throws -> String {
        try String(contentsOfFile: "\(path)/\(file)", encoding: .utf8)
    }

    func permissions(_ file: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: "\(path)/\(file)")[.posixPermissions]
            as? Int
    }
}
