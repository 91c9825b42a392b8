import Foundation
import ProgramTesting
import Waiting

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
        try Await.until("the broker has an address", within: 20) {
            guard program.exitCode == nil else {
                throw BuiltProgram.Failed(description: "no broker: \(program.errors)")
            }
            return program.output.hasSuffix("\n")
        }
        running = program
        return program.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Kept: a program that nobody holds is killed. Written once, by the one world that all rows share,
    /// and never read.
    nonisolated(unsafe) private static var running: RunningProgram?
}
