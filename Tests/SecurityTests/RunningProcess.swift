import Foundation

/// A process as /proc shows it.
struct RunningProcess {
    /// Of ours the command (`run`), else the program (`postgres`).
    let name: String
    let arguments: String
    let environment: String

    private init?(_ pid: pid_t) {
        // It may end while we look.
        func text(_ file: String) -> String {
            String(
                decoding: FileManager.default.contents(atPath: "/proc/\(pid)/\(file)") ?? Data(),
                as: UTF8.self)
        }
        arguments = text("cmdline")
        environment = text("environ")
        let words = arguments.split(separator: "\0")
        guard let first = words.first?.split(separator: "/").last else { return nil }
        name = first == "basketwatch" && words.count > 1 ? String(words[1]) : String(first)
    }

    /// Its children and theirs, and what they have left to themselves in a session of their own.
    static func descendants(of root: pid_t) -> [RunningProcess] {
        let pids = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        let parents = pids.compactMap { pid_t($0) }.reduce(into: [pid_t: pid_t]()) { all, pid in
            let stat = FileManager.default.contents(atPath: "/proc/\(pid)/stat") ?? Data()
            // After the name, which may hold anything: state, parent.
            let rest = String(decoding: stat, as: UTF8.self).split(separator: ")").last ?? ""
            let words = rest.split(separator: " ")
            all[pid] = words.count > 1 ? pid_t(words[1]) : nil
        }
        var found: Set<pid_t> = [root]
        var isGrowing = true
        while isGrowing {
            let more = parents.filter { found.contains($0.value) && !found.contains($0.key) }
            found.formUnion(more.keys)
            isGrowing = !more.isEmpty
        }
        return found.subtracting([root]).compactMap { RunningProcess($0) }
    }
}
