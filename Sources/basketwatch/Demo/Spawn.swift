import BasketConsole
import Foundation

/// Starts programs, by `posix_spawn`.
///
/// Not Foundation's `Process`: it waits for a descriptor that the program's own children inherit, so
/// after `pg_ctl start` it would wait as long as the server runs.
enum Spawn {
    /// Starts a program in a process group of its own, with no signal blocked.
    ///
    /// - Parameters:
    ///   - environment: goes before ours, of which it never sees what is set for us (BASKETWATCH_…):
    ///     whoever starts it tells it that.
    ///   - knowsDatabase: whether it sees libpq's variables, a password perhaps among them.
    ///   - input: the file that it reads; `nil`: nothing.
    ///   - output: the file that takes what it writes, ours alone to read; `nil` throws that away.
    ///   - sharesErrors: its standard error is ours; else it goes where its output goes.
    /// - Returns: its process id.
    static func start(
        _ path: String, _ arguments: [String], environment: [String: String] = [:],
        knowsDatabase: Bool = false, input: String? = nil, output: String? = nil,
        sharesErrors: Bool = false
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input ?? "/dev/null", O_RDONLY, 0)
        // No link is followed: in a folder that others may write to it could lead anywhere.
        posix_spawn_file_actions_addopen(
            &actions, 1, output ?? "/dev/null", O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW, 0o600)
        if !sharesErrors { posix_spawn_file_actions_adddup2(&actions, 1, 2) }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))

        let ours = ProcessInfo.processInfo.environment.filter { name, _ in
            !name.hasPrefix("BASKETWATCH_") && (knowsDatabase || !name.hasPrefix("PG"))
        }.merging(environment) { $1 }
        var words = ([path] + arguments).map { strdup($0) } + [nil]
        var variables = ours.map { strdup("\($0)=\($1)") } + [nil]
        defer { for text in words + variables { free(text) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, path, &actions, &attributes, &words, &variables)
        guard code == 0 else {
            throw CommandFailure(
                "\(path) did not start: \(String(cString: strerror(code))).",
                exitCode: .unavailable)
        }
        return pid
    }

    /// Runs a program to its end.
    ///
    /// - Returns: its exit code; 128 and more: the signal that ended it.
    static func run(
        _ path: String, _ arguments: [String], environment: [String: String] = [:],
        knowsDatabase: Bool = false, output: String? = nil
    ) throws -> Int32 {
        wait(
            for: try start(
                path, arguments, environment: environment, knowsDatabase: knowsDatabase,
                output: output))
    }

    /// Waits for the end of a program that we started.
    static func wait(for pid: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        return code(status)
    }

    /// Its exit code if it has ended, else `nil`.
    static func poll(_ pid: pid_t) -> Int32? {
        var status: Int32 = 0
        return waitpid(pid, &status, WNOHANG) == pid ? code(status) : nil
    }

    private static func code(_ status: Int32) -> Int32 {
        let signal = status & 0x7F
        return signal == 0 ? status >> 8 & 0xFF : 128 + signal
    }
}
