import Foundation

/// A demo that goes on when its program has ended: `--keep`.
extension DemoFolder {
    private var keptMark: URL { url.appending(path: "kept") }

    /// Marks what runs as what somebody wants to go on.
    func keep() throws {
        try Data().write(to: keptMark)
    }

    /// Whether a demo that was to go on does.
    var holdsKeptDemo: Bool {
        FileManager.default.fileExists(atPath: keptMark.path) && !running.isEmpty
    }

    /// Nothing of it runs any more, or is to.
    func unkeep() { unlink(keptMark.path) }
}
