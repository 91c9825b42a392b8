import Foundation
import KafkaTesting
import ProgramTesting
import Testing
import Waiting

/// Demos that are stopped, killed, or started twice.
@Suite("A demo")
struct DemoMistakeTests {
    private func start(_ sandbox: Sandbox, _ flags: String...) throws -> RunningProgram {
        try RunningProgram(
            ["demo"] + flags, environment: sandbox.variables, folder: sandbox.desk)
    }

    private func expectNothing(_ sandbox: Sandbox) {
        #expect(sandbox.left == [])
        #expect(sandbox.processes == [])
    }

    @Test("that is interrupted says how far it came, and leaves nothing, whenever that is")
    func interrupted() throws {
        // Side by side: each mostly waits for its PostgreSQL.
        let demos = try [("broker ", SIGINT), ("shop ", SIGTERM), ("at risk", SIGINT)].map {
            let sandbox = try Sandbox()
            return (word: $0.0, signal: $0.1, sandbox, program: try start(sandbox))
        }
        for (word, signal, sandbox, demo) in demos {
            try Await.until("it shows '\(word)'") { demo.output.contains(word) }
            demo.send(signal)
            let end = try demo.waitForEnd(within: 60)
            #expect(end.code == 0, "\(word): \(end.output)\(end.errors)")
            #expect(end.errors.isEmpty)
            #expect(end.output.contains("Stopped "))
            #expect(end.output.contains("To go on:"))
            expectNothing(sandbox)
        }
    }

    @Test("that is started while another one runs in its folder is told so, and harms it not")
    func twice() throws {
        let sandbox = try Sandbox()
        let first = try start(sandbox, "--duration", "3s")
        try Await.until("the first has begun") { first.output.contains("broker ") }
        let second = try start(sandbox).waitForEnd(within: 30)
        #expect(second.code == 69)
        #expect(second.errors.hasPrefix("basketwatch: Another demo runs in \(sandbox.desk)/.demo."))
        #expect(second.errors.contains("name another folder with --folder"))
        // In a folder of its own it runs beside it, and needs no other one.
        let third = try RunningProgram(
            ["demo", "--duration", "1s", "--folder", "beside"],
            environment: sandbox.variables.merging(["TMPDIR": "/nonexistent"]) { $1 },
            folder: sandbox.desk
        ).waitForEnd(within: 60)
        #expect(third.code == 0, "\(third.output)\(third.errors)")
        let end = try first.waitForEnd(within: 60)
        #expect(end.code == 0, "\(end.output)\(end.errors)")
        #expect(end.output.contains("Nothing lost, nothing twice."))
        expectNothing(sandbox)
    }

    @Test("after one that was killed stops what that left running, says so, and runs")
    func killed() throws {
        let sandbox = try Sandbox()
        let killed = try start(sandbox)
        try Await.until("it is open") { killed.output.contains("at risk") }
        killed.send(SIGKILL)
        _ = try killed.waitForEnd(within: 10)
        #expect(sandbox.processes.count >= 4)

        let end = try start(sandbox, "--duration", "1s").waitForEnd(within: 60)
        #expect(end.code == 0, "\(end.output)\(end.errors)")
        #expect(
            end.output.hasPrefix("earlier demo  stopped   4 processes of it still ran in .demo"))
        expectNothing(sandbox)
    }

    @Test("whose shop fails names the reason and the log, and ends with that program's code")
    func failingPart() throws {
        let sandbox = try Sandbox(files: ["events.jsonl.gz": "\u{1F}"])
        // A file that is cut off shows only while it is published.
        let made = try BuiltProgram.shell(
            "basketwatch generate --count 3000 --output - --quiet | gzip | head -c 20000 "
                + "> events.jsonl.gz", folder: sandbox.desk)
        try #require(made.code == 0)
        let end = try start(sandbox, "--input", "events.jsonl.gz").waitForEnd(within: 60)
        #expect(end.code == 65, "\(end.errors)")
        #expect(end.errors.hasPrefix("basketwatch: The publish failed. Its log is \(sandbox.desk)"))
        #expect(end.errors.contains("events.jsonl.gz ends too early, after line"))
        #expect(end.errors.contains("Get the file again"))
        // The logs that it names stay; nothing else does, and nothing runs.
        #expect(
            sandbox.left.allSatisfy { left in
                [".log", "/.demo", "/.basketwatch-demo"].contains { left.hasSuffix($0) }
            })
        #expect(sandbox.left.contains("desk/.demo/publish.log"))
        #expect(sandbox.processes == [])
    }
}
