import Foundation

/// A process of this program that a later call finds again, also when the program was built anew.
///
/// A number alone may belong to somebody else by now: the time of its start tells.
struct ProcessIdentity {
    let pid: pid_t
    /// When it started, in the kernel's ticks since the machine did.
    private let start: String

    /// A process that runs now; `nil` when there is none.
    init?(running pid: pid_t) {
        guard let start = ProcessIdentity.start(of: pid) else { return nil }
        self.pid = pid
        self.start = start
    }

    /// Reads what ``line`` has written.
    init?(line: Substring) {
        let words = line.split(separator: " ")
        guard words.count == 2, let pid = pid_t(words[0]) else { return nil }
        self.pid = pid
        start = String(words[1])
    }

    var line: String { "\(pid) \(start)" }

    var isRunning: Bool { ProcessIdentity.start(of: pid) == start }

    /// Asks it to finish, and waits; after 8 s it is killed.
    ///
    /// - Returns: whether it has gone.
    func end() -> Bool {
        kill(pid, SIGTERM)
        if waitForEnd(seconds: 8) { return true }
        kill(pid, SIGKILL)
        return waitForEnd(seconds: 2)
    }

    /// Nothing tells of the end of a process that is not our child: it is looked at again and again.
    private func waitForEnd(seconds: Double) -> Bool {
        let deadline = Date(timeIntervalSinceNow: seconds)
        while isRunning {
            if Date() > deadline { return false }
            Thread.sleep(forTimeInterval: 0.05)
        }
        return true
    }

    /// When a process of this program started; `nil` when it has ended, or is another program's.
    private static func start(of pid: pid_t) -> String? {
        guard let found = status(of: "\(pid)"), found.name == status(of: "self")?.name,
            found.fields.count > 19, found.fields[0] != "Z"
        else { return nil }
        // proc(5): after the name comes field 3, the state; 22 is the start.
        return String(found.fields[19])
    }

    private static func status(of process: String) -> (name: Substring, fields: [Substring])? {
        // No file: no such process.
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[text.index(after: close)...].split(separator: " ")
        return (text[text.index(after: open)..<close], fields)
    }
}
