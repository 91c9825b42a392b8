import Foundation

/// A settings file: `name = value` lines, as librdkafka's own files.
///
/// A line that starts with `#` is a comment. Blanks around names and values do not count; a value may
/// hold `=` and `#`.
struct SettingsFile {
    struct Entry: Hashable {
        let name: String
        let text: String
        let line: Int
    }

    let path: String
    private(set) var entries: [Entry] = []
    private(set) var problems: [String] = []
    private(set) var isUnreadable = false
    /// Whether it is there, and whoever runs the program has no right to read it.
    private(set) var isForbidden = false

    /// Reads a file. One that cannot be read is a problem like the others.
    init(path: String) {
        do {
            self.init(path: path, text: try Self.text(of: path))
        } catch {
            self.init(path: path, text: "")
            problems = [
                "the settings file \(path) cannot be read: \(Self.reason(path)); "
                    + "name another with --config, or none: --config /dev/null"
            ]
            isUnreadable = true
            isForbidden = Self.errorOfOpening(path) == EACCES
        }
    }

    init(path: String, text: String) {
        self.path = path
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, content) in lines.enumerated() {
            let content = content.trimmingCharacters(in: .whitespaces)
            guard !content.isEmpty, !content.hasPrefix("#") else { continue }
            let parts = content.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false
            )
            .map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2, !parts[0].isEmpty else {
                problems.append(
                    "\(path):\(index + 1): a line must be name = value, or start with #")
                continue
            }
            if let earlier = entries.first(where: { $0.name == parts[0] }) {
                let place = "\(path):\(index + 1)"
                problems.append("\(place): \(parts[0]) is set in line \(earlier.line) already")
            }
            entries.append(Entry(name: parts[0], text: parts[1], line: index + 1))
        }
    }

    /// By a handle: neither a pipe nor /dev/null has a size to go by.
    private static func text(of path: String) throws -> String {
        let data = try FileHandle(forReadingFrom: URL(filePath: path)).readToEnd() ?? Data()
        guard let text = String(bytes: data, encoding: .utf8) else {
            throw CocoaError(.fileReadInapplicableStringEncoding)
        }
        return text
    }

    /// Whether everybody on the machine may read it.
    var isOpenToAll: Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IROTH != 0
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }

    /// Why a file is no text that can be read.
    private static func reason(_ path: String) -> String {
        if let code = errorOfOpening(path) { return String(cString: strerror(code)) }
        let isDirectory = path.withCString { opendir($0) }.map { closedir($0) } != nil
        return isDirectory ? "it is a directory" : "it is no text in UTF-8"
    }

    /// What the system says to opening it; `nil`: nothing is in the way.
    private static func errorOfOpening(_ path: String) -> Int32? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return errno }
        close(descriptor)
        return nil
    }
}
