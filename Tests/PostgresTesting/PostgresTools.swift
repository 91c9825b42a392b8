import Foundation

struct PostgresToolError: Error, CustomStringConvertible {
    let what: String
    var description: String { what }
}

/// PostgreSQL's programs, run as the user that may run them: it refuses root.
public struct PostgresTools: Sendable {
    private let bin: String

    public init() throws {
        let root = "/usr/lib/postgresql"
        // No such folder: PostgreSQL may lie elsewhere.
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        let newest = versions.compactMap(Int.init).max()
        let candidates =
            [ProcessInfo.processInfo.environment["BASKETWATCH_POSTGRES_BIN"]].compactMap(\.self)
            + (newest.map { ["\(root)/\($0)/bin"] } ?? []) + ["/usr/bin", "/usr/local/bin"]
        let found = candidates.first {
            FileManager.default.isExecutableFile(atPath: $0 + "/initdb")
        }
        guard let found else {
            throw PostgresToolError(
                what: "initdb is not installed: apt-get install postgresql, or name its folder in "
                    + "BASKETWATCH_POSTGRES_BIN")
        }
        bin = found
    }

    /// The file of a program: `psql`.
    public func path(of program: String) -> String { "\(bin)/\(program)" }

    private var isRoot: Bool { getuid() == 0 }

    func giveToServer(_ folder: String) throws {
        guard isRoot else { return }
        try run("/bin/chown", ["postgres", folder])
    }

    func runAsServer(_ program: String, _ arguments: [String]) throws {
        let command = asServer(["\(bin)/\(program)"] + arguments)
        try run(command[0], Array(command.dropFirst()))
    }

    private func asServer(_ command: [String]) -> [String] {
        guard isRoot else { return command }
        return ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
            + command
    }

    /// Starts PgBouncer with the settings of a folder; ended when this process is gone, at the latest.
    func startPooler(_ program: String, _ folder: String) throws {
        let command = asServer([program, "-q", folder + "/pgbouncer.ini"])
        let script = """
            "$@" & pooler=$!
            while kill -0 \(getpid()) 2>/dev/null && kill -0 "$pooler" 2>/dev/null; do sleep 0.5; done
            kill "$pooler" 2>/dev/null
            """
        _ = try spawn("/bin/sh", ["-c", script, "sh"] + command, output: "/dev/null")
    }

    /// Runs one of PostgreSQL's programs as ourselves, and returns what it says.
    @discardableResult
    func runProgram(_ name: String, _ arguments: [String]) throws -> String {
        try run("\(bin)/\(name)", arguments)
    }

    /// Stops the server of a folder and removes the folder once this process is gone.
    func watch(_ folder: String) throws {
        let script = """
            while kill -0 \(getpid()) 2>/dev/null; do sleep 0.5; done
            pid=$(head -n 1 '\(folder)/data/postmaster.pid' 2>/dev/null) && kill -QUIT "$pid"
            for _ in 1 2 3 4 5 6 7 8 9 10; do
                [ -e '\(folder)/data/postmaster.pid' ] || break
                sleep 0.2
            done
            rm -rf '\(folder)'
            """
        _ = try spawn("/bin/sh", ["-c", script], output: "/dev/null")
    }

    func query(_ sql: String, _ database: String) throws -> [[String]] {
        let text = try run(
            "\(bin)/psql",
            ["-XAtq", "-v", "ON_ERROR_STOP=1", "-F", "\u{1F}", "-d", database, "-c", sql])
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map {
            $0.split(separator: "\u{1F}", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @discardableResult
    private func run(_ program: String, _ arguments: [String]) throws -> String {
        // A file, not a pipe: what the server inherits must not keep us waiting for its end.
        let output = "/tmp/basketwatch-\(UUID().uuidString)"
        let pid = try spawn(program, arguments, output: output)
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        let text = String(
            decoding: FileManager.default.contents(atPath: output) ?? Data(), as: UTF8.self)
        unlink(output)
        guard status == 0 else {
            let name = program.split(separator: "/").last ?? ""
            throw PostgresToolError(what: "\(name) failed: \(text)")
        }
        return text
    }

    /// Starts a program. Not with Foundation's `Process`, which waits until everybody has gone who
    /// inherited from it: with pg_ctl, the server.
    private func spawn(
        _ program: String, _ arguments: [String], output: String
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(
            &actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // A thread of Dispatch's blocks all signals, and its child would never hear that it is to end.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        // From a folder that PostgreSQL's user can read.
        let shell = ["/bin/sh", "-c", "cd /tmp && exec \"$@\"", "sh", program]
        let list = (shell + arguments).map { strdup($0) }
        defer { list.forEach { free($0) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, shell[0], &actions, &attributes, list + [nil], environ)
        guard code == 0 else {
            throw PostgresToolError(
                what: "\(program) does not start: \(String(cString: strerror(code)))")
        }
        return pid
    }
}
