import Foundation
import ProgramTesting

/// `basketwatch broker` with the topic `clickstream`, for as long as this test process lives.
enum EmbeddedBrokerProgram {
    /// - Returns: its address.
    static func start() throws -> String {
        // Its watchdog ends it, however this process ends.
        let shell = """
            "$0" broker & broker=$!
            while kill -0 \(getpid()) 2>/dev/null; do sleep 0.5; done
            kill $broker
            """
        let program = try RunningProgram(
            executable: "/bin/sh", ["-c", shell, BuiltProgram.path])
        let deadline = ContinuousClock.now + .seconds(20)
        while !program.output.hasSuffix("\n") {
            guard ContinuousClock.now < deadline, program.exitCode == nil else {
                throw BuiltProgram.Failed(description: "no broker: \(program.errors)")
            }
            usleep(10_000)
        }
        running.append(program)
        return program.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Kept: a program that nobody holds is killed.
    nonisolated(unsafe) private static var running: [RunningProgram] = []
}
