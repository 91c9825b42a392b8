import Foundation

/// A server on this machine, with its children: how much CPU it has used.
struct ServerProcess {
    private let pid: Int32

    init?(pid: Int32) {
        guard ServerProcess.fields(pid) != nil else { return nil }
        self.pid = pid
    }

    /// CPU in seconds: its own, that of its children, and of those that have ended.
    var cpuSeconds: Double {
        // user, system, and of ended children user, system: fields 14 to 17 of proc(5).
        var ticks =
            ServerProcess.fields(pid).map { $0[11...14].reduce(0) { $0 + (Int($1) ?? 0) } } ?? 0
        for child in children {
            ticks +=
                ServerProcess.fields(child).map { (Int($0[11]) ?? 0) + (Int($0[12]) ?? 0) } ?? 0
        }
        return Double(ticks) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// The process that started this one.
    static func parent(of pid: Int32) -> Int32? {
        fields(pid).flatMap { Int32($0[1]) }
    }

    private var children: [Int32] {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []  // none
        return entries.compactMap { Int32($0) }.filter { ServerProcess.parent(of: $0) == pid }
    }

    /// The fields of its stat file behind the name, the state first; `nil`: no such process here.
    private static func fields(_ pid: Int32) -> [Substring]? {
        guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return nil }  // gone, or not Linux: the figure is left out
        let fields = text[text.index(end, offsetBy: 2)...].split(separator: " ")
        return fields.count > 14 ? fields : nil
    }
}
