import Foundation

/// A folder of a test's own with files that only we may read, gone with it.
final class SecretFolder {
    let path: String

    init() throws {
        path = "/tmp/basketwatch-secrets-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }

    // Only litter is left behind if it fails.
    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }

    /// - Returns: the file's path.
    func write(_ text: String, to name: String) throws -> String {
        try text.write(toFile: file(name), atomically: true, encoding: .utf8)
        chmod(file(name), 0o600)
        return file(name)
    }
}
