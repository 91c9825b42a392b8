import Foundation

/// A program that a test needs and that `scripts/prepare test` installs.
enum Tool: String {
    case kcat, jq

    /// Where `ProgramTesting` looks, too.
    var isThere: Bool {
        ["/usr/bin/", "/bin/"].contains {
            FileManager.default.isExecutableFile(atPath: $0 + rawValue)
        }
    }
}
