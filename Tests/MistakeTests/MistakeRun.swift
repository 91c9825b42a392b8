import Foundation
import ProgramTesting
import Synchronization

/// What became of one mistake.
struct MistakeRun: Sendable {
    let code: Int32
    let output: String
    let errors: String
    let left: [String]
    let processes: [String]
    private let names: [String: String]

    /// The message: standard error without the log lines before it.
    var message: String {
        errors.split(separator: "\n").filter { $0.wholeMatch(of: /\d{4}-\d\d-\d\dT.*/) == nil }
            .joined(separator: "\n")
    }

    /// Runs it in a sandbox of its own.
    init(_ mistake: Mistake, _ names: [String: String]) throws {
        let sandbox = try Sandbox(files: mistake.files)
        let names = names.merging(["desk": sandbox.desk, "blank": "a b"]) { $1 }
        self.names = names
        func filled(_ text: String) -> String { MistakeRun.filled(text, names) }
        let words = mistake.line.split(separator: " ").map { filled(String($0)) }
        var command = [BuiltProgram.path] + words
        if mistake.isOrdinaryUser {
            command =
                ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] + command
        }
        if let mount = mistake.mount {
            let line = filled(mount) + " && exec \"$@\""
            command = ["/usr/bin/unshare", "--mount", "/bin/sh", "-c", line, "sh"] + command
        }
        let program = try RunningProgram(
            executable: command[0], Array(command.dropFirst()),
            environment: sandbox.variables.merging(mistake.environment.mapValues(filled)) { $1 },
            folder: sandbox.desk)
        let end = try program.waitForEnd(within: 60)
        (code, output, errors) = (end.code, end.output, end.errors)
        (left, processes) = (sandbox.left, sandbox.processes)
    }

    /// Words with what `{…}` stood for in this run.
    func filled(_ words: [String]) -> [String] { words.map { MistakeRun.filled($0, names) } }

    private static func filled(_ text: String, _ names: [String: String]) -> String {
        names.reduce(text) { $0.replacing("{\($1.key)}", with: $1.value) }
    }

    /// Runs all of them, several at a time: many only wait for somebody who does not answer.
    static func all(
        _ mistakes: [Mistake], _ names: [String: String]
    ) -> [String: Result<MistakeRun, any Error>] {
        let next = Atomic(0)
        let runs = Mutex<[String: Result<MistakeRun, any Error>]>([:])
        let group = DispatchGroup()
        for _ in 0..<8 {
            group.enter()
            // Threads of their own: tests wait for them on all of Swift's.
            Thread {
                while case let index = next.add(1, ordering: .relaxed).oldValue,
                    index < mistakes.count
                {
                    let run = Result { try MistakeRun(mistakes[index], names) }
                    runs.withLock { $0[mistakes[index].name] = run }
                }
                group.leave()
            }.start()
        }
        group.wait()
        return runs.withLock { $0 }
    }
}
