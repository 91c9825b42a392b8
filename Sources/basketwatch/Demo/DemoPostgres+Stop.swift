import Foundation

extension DemoPostgres {
    /// What became of a server that was to stop.
    enum Stop {
        case notRunning
        case stopped
        case stillRunning(pid_t)
    }

    /// Whether a folder holds no cluster (any more).
    static func isGone(from folder: URL) -> Bool {
        !FileManager.default.fileExists(atPath: folder.appending(path: "data").path)
    }

    /// Stops the server of a folder, if one runs there.
    static func stop(in folder: URL) -> Stop {
        guard let programs = try? programs() else { return .notRunning }  // none installed
        return DemoPostgres(folder: folder, programs: programs).stop()
    }

    private func stop() -> Stop {
        guard runningServer != nil else { return .notRunning }
        // Whether it worked shows below.
        try? run("pg_ctl", ["-D", data.path, "-m", "fast", "-w", "stop"])
        if let pid = runningServer { return .stillRunning(pid) }
        // An empty folder that stays is in nobody's way.
        try? FileManager.default.removeItem(
            atPath: DemoPostgres.socketFolder(for: data.deletingLastPathComponent()))
        return .stopped
    }

    /// The server's process, if one runs on the data.
    private var runningServer: pid_t? {
        // No file: no server.
        let text = try? String(
            contentsOf: data.appending(path: "postmaster.pid"), encoding: .utf8)
        guard let line = text?.split(separator: "\n").first, let pid = pid_t(line),
            // The file outlives a crash: its number may be anybody's by now. A server works in its data.
            let folder = try? FileManager.default.destinationOfSymbolicLink(
                atPath: "/proc/\(pid)/cwd"),
            folder == data.resolvingSymlinksInPath().path
        else { return nil }
        return pid
    }
}
