import BasketConsole
import BasketEvents
import Foundation

/// A command of the user's that repairs records: one a line in, one a line out, in the same order.
///
/// It is run by `/bin/sh`, once for a batch of records. They go through files that only this user can
/// read, so that neither side waits for the other.
struct LineFilter {
    let command: String

    /// Bytes of an answer that are read at most: as large as a batch of records can be.
    private static let answerBytes = 64 << 20

    /// - Returns: an answer a record; `nil`: an empty line, the record is to stay as it is.
    func repaired(_ records: [[UInt8]]) throws -> [[UInt8]?] {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("basketwatch-through-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        // Only litter stays behind if it fails.
        defer { try? FileManager.default.removeItem(at: folder) }
        let input = folder.appendingPathComponent("in")
        let output = folder.appendingPathComponent("out")
        let lines = records.map { LineFilter.line(of: $0) }
        try Data(lines.joined()).write(to: input)
        let pid = try Spawn.start(
            "/bin/sh", ["-c", command], knowsDatabase: true, input: input.path, output: output.path,
            sharesErrors: true)
        let code = Spawn.wait(for: pid)
        guard code == 0 else {
            throw CommandFailure(
                "The command of --through ended with \(code). Nothing of this batch was put back: "
                    + "try it by hand on what `basketwatch quarantine show --raw` prints.")
        }
        let answer = try FileHandle(forReadingFrom: output)
        let bytes = [UInt8](try answer.read(upToCount: LineFilter.answerBytes) ?? Data())
        return try LineFilter.answers(in: bytes, to: records.count)
    }

    /// A record as a line: a line break means no more than a space between the parts of JSON.
    private static func line(of record: [UInt8]) -> [UInt8] {
        record.map { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") ? UInt8(ascii: " ") : $0 }
            + [UInt8(ascii: "\n")]
    }

    static func answers(in bytes: [UInt8], to count: Int) throws -> [[UInt8]?] {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        guard lines.count == count else {
            throw CommandFailure(
                "The command of --through answered \(count) records with \(lines.count) lines. It "
                    + "must give one line a record, in the same order, an empty one to leave a "
                    + "record as it is. Nothing of this batch was put back.")
        }
        return lines.map { line in
            let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            return text.isEmpty ? nil : Array(text)
        }
    }
}
