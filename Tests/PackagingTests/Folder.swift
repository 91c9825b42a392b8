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
    var files: [String] { paths.filter { !isFolder($0) } }

    /// The same of all folders.
    var folders: [String] { paths.filter(isFolder) }

    private var paths: [String] {
        (FileManager.default.enumerator(atPath: path)?.allObjects as? [String] ?? []).sorted()
    }

    private func isFolder(_ inside: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(path)/\(inside)/.")
    }

    func text(_ file: String) throws -> String {
        try String(contentsOfFile: "\(path)/\(file)", encoding: .utf8)
    }

    func permissions(_ file: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: "\(path)/\(file)")[.posixPermissions]
            as? Int
    }
}
