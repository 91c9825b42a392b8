import Foundation
import Waiting

/// A child process with its output in files, so that nothing waits for a pipe's end.
///
/// By posix_spawn: Foundation's `Process` waits for whoever inherited from its child.
public final class RunningProgram {
    public let pid: pid_t
    private let folder: URL
    private var code: Int32?

    public convenience init(
        _ arguments: [String], environment: [String: String] = [:], input: [UInt8] = [],
        folder: String? = nil
    ) throws {
        try self.init(
            executable: BuiltProgram.path, arguments, environment: environment, input: input,
            folder: folder)
    }

    /// - Parameter folder: where it runs; a fresh one without any settings file unless given.
    public init(
        executable: String, _ arguments: [String], environment: [String: String] = [:],
        input: [UInt8] = [], folder work: String? = nil
    ) throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("basketwatch-program-\(UUID().uuidString)")
        self.folder = folder
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let files = ["in", "out", "err"].map { folder.appendingPathComponent($0).path }
        try Data(input).write(to: URL(fileURLWithPath: files[0]))

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, files[0], O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, files[1], O_WRONLY | O_CREAT, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, files[2], O_WRONLY | O_CREAT, 0o600)

        // A thread of the tests may block signals, and its child would never hear that it is to end.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

        var variables = [
            "PATH": "/usr/bin:/bin", "HOME": folder.path, "SWIFT_BACKTRACE": "enable=no",
        ]
        // The toolchain's libraries, where the system does not know them; where coverage is counted.
        for name in ["LD_LIBRARY_PATH", "LLVM_PROFILE_FILE"] {
            variables[name] = ProcessInfo.processInfo.environment[name]
        }
        variables.merge(environment) { $1 }
        // Swift does not see glibc's way to start a program in another folder.
        let shell = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", work ?? folder.path]
        var words = (shell + [executable] + arguments).map { strdup($0) } + [nil]
        var environment = variables.map { strdup("\($0)=\($1)") } + [nil]
        defer { (words + environment).forEach { free($0) } }
        var pid: pid_t = 0
        let result = posix_spawn(&pid, shell[0], &actions, &attributes, &words, &environment)
        guard result == 0 else {
            throw BuiltProgram.Failed(
                description: "\(executable) does not start: \(String(cString: strerror(result)))")
        }
        self.pid = pid
    }

    deinit {
        if exitCode == nil {
            kill(pid, SIGKILL)
            waitpid(pid, nil, 0)
        }
        // Only litter is left behind if it fails.
        try? FileManager.default.removeItem(at: folder)
    }

    public var output: String { text("out") }
    public var errors: String { text("err") }

    /// `nil`: it still runs.
    public var exitCode: Int32? {
        if code == nil {
            var status: Int32 = 0
            guard waitpid(pid, &status, WNOHANG) == pid else { return nil }
            let signal = status & 0x7F
            code = signal == 0 ? status >> 8 & 0xFF : 128 + signal
        }
        return code
    }

    public func send(_ signal: Int32) { kill(pid, signal) }

    /// - Throws: when it takes longer; it is killed then.
    public func waitForEnd(within seconds: Double) throws -> ProgramResult {
        do {
            try Await.until("its end", within: seconds) { exitCode != nil }
        } catch {
            kill(pid, SIGKILL)
            waitpid(pid, nil, 0)
            code = 128 + SIGKILL
            throw BuiltProgram.Failed(
                description: "not ended within \(seconds) s; out: \(output); err: \(errors)")
        }
        return ProgramResult(code: code ?? -1, output: output, errors: errors)
    }

    private func text(_ name: String) -> String {
        let data = FileManager.default.contents(atPath: folder.appendingPathComponent(name).path)
        return String(decoding: data ?? Data(), as: UTF8.self)
    }
}
