import Foundation
import ProgramTesting

/// A file of the project as its users get it, by its path in the repository.
struct ShippedFile {
    let path: String
    let lines: [String]

    init(_ path: String) throws {
        self.path = path
        let file = BuiltProgram.repository.appending(path: path)
        lines = try String(contentsOf: file, encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    var text: String { lines.joined(separator: "\n") }

    /// Its full path on this machine.
    var place: String { ShippedFile.place(path) }

    static func place(_ path: String) -> String {
        BuiltProgram.repository.appending(path: path).path
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: place(path))
    }
}

/// A JSON list of texts, as Docker and Compose write commands: `["run", "--workers", "2"]`.
func words(_ list: some StringProtocol) throws -> [String] {
    try JSONDecoder().decode([String].self, from: Data(list.utf8))
}
