import Foundation
import ProgramTesting

/// A place of its own for one run of the program: working folder, home and temporary folder.
///
/// Whatever is there at the end that was not there at the beginning has been left behind.
final class Sandbox {
    let path: String
    private let given: Set<String>

    init(files: [String: String] = [:]) throws {
        path = "/tmp/basketwatch-mistake-\(UUID().uuidString)"
        for folder in ["desk", "home", "tmp"] {
            // For everybody: some are run as an ordinary user, and PostgreSQL as its own.
            try FileManager.default.createDirectory(
                atPath: "\(path)/\(folder)", withIntermediateDirectories: true)
            chmod("\(path)/\(folder)", 0o1777)
        }
        for (name, text) in files {
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/desk/\(name)"))
        }
        given = Set(files.keys.map { "desk/\($0)" } + ["desk", "home", "tmp"])
    }

    // Only litter stays if it fails.
    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The working folder.
    var desk: String { path + "/desk" }
    var variables: [String: String] { ["HOME": path + "/home", "TMPDIR": path + "/tmp"] }

    /// What was left behind.
    var left: [String] {
        (FileManager.default.enumerator(atPath: path)?.allObjects ?? [])
            .compactMap { $0 as? String }.filter { !given.contains($0) }.sorted()
    }

    /// The command lines of processes that were started from here and still run.
    var processes: [String] {
        // A process may end while we look.
        let numbers = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return numbers.filter { Int($0) != nil }.compactMap { number in
            let texts = ["cmdline", "environ"].map { name in
                String(
                    decoding: FileManager.default.contents(atPath: "/proc/\(number)/\(name)")
                        ?? Data(), as: UTF8.self)
            }
            return texts.contains { $0.contains(path) } ? texts[0] : nil
        }
    }
}
