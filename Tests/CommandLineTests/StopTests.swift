import Foundation
import KafkaTesting
import ProgramTesting
import Testing
import Waiting

extension CommandLineTests {
    /// A named pipe that somebody holds open and writes to when told.
    private final class SlowPipe {
        let path: String
        private let folder: TemporaryFolder
        private let end: Int32

        init() throws {
            folder = try TemporaryFolder()
            path = folder.file("pipe")
            try #require(mkfifo(path, 0o600) == 0)
            end = open(path, O_RDWR)
            try #require(end >= 0)
        }

        deinit { close(end) }

        func write(_ text: String) { _ = Glibc.write(end, text, text.utf8.count) }

        /// Bytes in it that nobody has read.
        var waiting: Int32 {
            var count: Int32 = 0
            return ioctl(end, UInt(FIONREAD), &count) == 0 ? count : -1
        }
    }

    private static let event =
        #"{"id":"e-1","type":"view","time":"2026-03-02T10:00:00Z","shopper_id":"u-7"}"# + "\n"

    /// Whether it has taken what was sent to it.
    private func hasNoSignalPending(_ program: RunningProgram) -> Bool {
        // No file: it has ended.
        let status = try? String(contentsOfFile: "/proc/\(program.pid)/status", encoding: .utf8)
        return status?.contains("ShdPnd:\t0000000000000000") ?? true
    }

    @Test("stops replaying a silent pipe when told to", arguments: [SIGTERM, SIGINT])
    func silentReplay(signal: Int32) throws {
        let pipe = try SlowPipe()
        let replay = try RunningProgram(["replay", pipe.path, "--json"])
        pipe.write(Self.event + #"{"event_id":"#)
        // Before it listens a signal would end it as it ends any other.
        try Await.until("it has read all there is") { pipe.waiting == 0 }
        replay.send(signal)
        let end = try replay.waitForEnd(within: 10)
        #expect(end.code == 0, "\(end.errors)")
        #expect(end.errors.contains("Stopped early: the ledger is of what was read."))
        #expect(end.output.contains(#""read":1"#), "\(end.output)")
    }

    @Test("stops publishing a silent pipe when told to, with all acknowledged that had come")
    func silentPublish() throws {
        let stream = try FilledStream()
        let pipe = try SlowPipe()
        let publish = try RunningProgram(
            ["publish", pipe.path], environment: stream.environment)
        pipe.write(Self.event + #"{"event_id":"#)
        try Await.until("it has read all there is") { pipe.waiting == 0 }
        publish.send(SIGTERM)
        let end = try publish.waitForEnd(within: 10)
        #expect(end.code == 0, "\(end.errors)")
        #expect(end.errors.contains("produced 1 = acknowledged 1"), "\(end.errors)")
        #expect(end.errors.contains("Stopped early, after line 1: what comes then was not sent."))
    }

    @Test("says how far it came with a file when it is stopped in the middle")
    func stoppedPublish() throws {
        let stream = try FilledStream()
        let folder = try TemporaryFolder()
        let later = Self.event.replacing("10:00", with: "11:00").replacing("e-1", with: "e-2")
        let file = try folder.write(Array((Self.event + later).utf8), to: "two.jsonl")
        // The second event is due in an hour.
        let publish = try RunningProgram(
            ["publish", file, "--speed-up", "1"], environment: stream.environment)
        try Await.until("the first event is there") {
            let found = try stream.expect("topics describe clickstream --json", 0).output
            return found.contains(#""records":1"#)
        }
        publish.send(SIGINT)
        let end = try publish.waitForEnd(within: 10)
        #expect(end.code == 0)
        #expect(end.errors.contains("Stopped early, after line 1: what comes then was not sent."))
    }

    @Test("ends at once on a second signal", arguments: [SIGTERM, SIGINT])
    func secondSignal(signal: Int32) throws {
        // Nobody reads: what is written there waits for ever.
        let pipe = try SlowPipe()
        let shop = try RunningProgram(["generate", "--output", pipe.path])
        try Await.until("the pipe is full") { pipe.waiting == 1 << 16 }
        shop.send(signal)
        try Await.until("the first signal is taken") { hasNoSignalPending(shop) }
        #expect(shop.exitCode == nil)
        shop.send(signal)
        #expect(try shop.waitForEnd(within: 10).code == 128 + signal)
    }
}
