import Foundation

/// The project's own files, as the tests read them.
enum SourceTree {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Every Swift file of a target, those in folders of it among them.
    static func files(of target: String) throws -> [URL] {
        let folder = root.appending(path: "Sources").appending(path: target)
        return try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            .map { folder.appending(path: $0) }.filter { $0.pathExtension == "swift" }
    }

    static func targets() throws -> [String] {
        try FileManager.default.contentsOfDirectory(
            atPath: root.appending(path: "Sources").path
        ).sorted()
    }

    /// What a file imports, whole modules and single declarations alike.
    static func imports(of file: URL) throws -> Set<String> {
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
        return Set(
            lines.compactMap { line in
                var words = line.split(separator: " ")
                words.removeAll { $0.hasPrefix("@") || $0 == "public" || $0 == "internal" }
                guard words.first == "import", words.count > 1 else { return nil }
                let named = kinds.contains(String(words[1])) ? words[2] : words[1]
                return named.split(separator: ".").first.map(String.init)
            })
    }
}
