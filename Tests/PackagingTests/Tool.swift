import Foundation
import Testing

/// A program of the system's that looks at what we ship; not everywhere is every one there.
enum Tool {
    static func isThere(_ name: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: "/usr/bin/\(name)")
    }

    /// Skips a test, under the tool's name and that of its package, where the tool is missing.
    static func needed(_ name: String, package: String) -> ConditionTrait {
        .enabled(
            if: isThere(name), "\(name) is missing here (apt-get install \(package))")
    }
}
