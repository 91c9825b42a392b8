import Foundation

/// A child process, by posix_spawn: Foundation's `Process` now and then waits for ever when several
/// threads start children.
struct Spawned {
    struct Failed: Error, CustomStringConvertible {
        let description: String
    }

    let pid: pid_t

    /// glibc's POSIX_SPAWN_SETSID, which Swift does not see.
    private static let ownSession: Int16 = 0x80

    /// - Parameters:
    ///   - input: becomes the child's standard input.
    ///   - output: a file for what it prints.
    init(_ command: [String], input: Int32, output: String) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A session of its own, so that ^C in a terminal does not reach it.
        posix_spawnattr_setflags(&attributes, Self.ownSession)

        var arguments = command.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, command[0], &actions, &attributes, &arguments, environ)
        guard code == 0 else {
            throw Failed(description: "\(command[0]): \(String(cString: strerror(code)))")
        }
        self.pid = pid
    }

    /// - Returns: the exit status; not 0 if a signal ended it.
    func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
        return status
    }

    /// Runs a command to its end.
    ///
    /// - Returns: what it printed, trimmed.
    static func output(of command: [String]) throws -> String {
        // A file, not a pipe: the brokers that a command starts keep what they inherit open.
        let file = NSTemporaryDirectory() + "basketwatch-output-\(UUID().uuidString)"
        defer { unlink(file) }
        let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
        defer { close(nothing) }
        let status = try Spawned(command, input: nothing, output: file).wait()
        let printed = try String(contentsOfFile: file, encoding: .utf8)
        guard status == 0 else {
            throw Failed(description: "\(command.joined(separator: " ")): \(printed)")
        }
        return printed.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
