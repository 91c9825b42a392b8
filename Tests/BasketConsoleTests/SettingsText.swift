import Foundation

/// A settings file that goes with its owner.
final class SettingsText {
    let path: String

    /// - Parameter mode: As chmod takes it.
    init(_ text: String, mode: Int = 0o600) throws {
        let folder = FileManager.default.temporaryDirectory
        path = folder.appendingPathComponent("basketwatch-\(UUID().uuidString).conf").path
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)  // the system clears its folder anyway
    }
}
