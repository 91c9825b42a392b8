import Foundation
import ProgramTesting
import Testing

@testable import basketwatch

/// What a demo may remove: it works as root, in whatever folder it is given.
@Suite("A demo's folder")
struct DemoFolderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func make(_ path: String) throws -> String {
        let file = folder.file(path)
        try FileManager.default.createDirectory(
            atPath: URL(fileURLWithPath: file).deletingLastPathComponent().path,
            withIntermediateDirectories: true)
        try Data("mine".utf8).write(to: URL(fileURLWithPath: file))
        return file
    }

    private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    @Test(
        "is none that holds anything else",
        arguments: ["postgresql/data/mine", "run.log", "pids", "broker.address"],
        [["--stop"], ["--duration", "1s"], ["--input", "nothing.jsonl"]])
    func strange(path: String, flags: [String]) throws {
        let mine = try make(path)
        let end = try BuiltProgram.run(["demo", "--folder", folder.path] + flags)
        #expect(end.code == 74, "\(end.output)\(end.errors)")
        #expect(end.errors.contains("\(folder.path) holds other things than a demo's"))
        #expect(end.errors.contains("--folder"))
        #expect(exists(mine))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
    }

    @Test("goes with the demo where it holds nothing else, and keeps what was put beside it")
    func leaving() throws {
        for isEmpty in [true, false] {
            let place = folder.file("demo")
            let demo = try DemoFolder(path: place)
            #expect(exists(demo.url.appending(path: ".basketwatch-demo").path))
            try Data("log".utf8).write(to: demo.log("run"))
            if !isEmpty { _ = try make("demo/mine") }
            #expect(demo.clear().left.isEmpty)
            demo.remove(withLogs: true)
            #expect(exists(place) == !isEmpty)
            #expect(exists(folder.file("demo/mine")) == !isEmpty)
            #expect(!exists(demo.log("run").path))
        }
        // It is still a demo's.
        #expect(throws: Never.self) { try DemoFolder(path: folder.file("demo")) }
    }

    @Test("has a PostgreSQL of its own, also where the server's user cannot reach it")
    func places() throws {
        let hidden = folder.file("hidden")
        try FileManager.default.createDirectory(
            atPath: hidden, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let (one, other) = (
            try DemoFolder(path: hidden + "/one"), try DemoFolder(path: hidden + "/other")
        )
        #expect(one.postgres != other.postgres)
        #expect(one.postgres.path.hasPrefix("/var/tmp/basketwatch-demo-") == (getuid() == 0))
        for demo in [one, other] { demo.remove(withLogs: true) }
        let again = try DemoFolder(path: hidden + "/one")
        #expect(again.postgres == one.postgres)
        let open = try DemoFolder(path: folder.file("open"))
        #expect(open.postgres.path == folder.file("open/postgresql"))
    }

    @Test("stops nobody who has by now the number of a server that crashed")
    func staleNumber() throws {
        let demo = try DemoFolder(path: folder.file("demo"))
        let stranger = try RunningProgram(executable: "/bin/sleep", ["60"])
        let data = demo.postgres.appending(path: "data")
        try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
        try Data("\(stranger.pid)\n\(data.path)\n".utf8)
            .write(to: data.appending(path: "postmaster.pid"))
        let cleared = demo.clear()
        #expect(cleared.left.isEmpty && cleared.stopped == 0)
        #expect(stranger.exitCode == nil)
        #expect(!exists(data.path))
    }

    @Test("is refused with the reason where it cannot be locked, and only then for another demo's")
    func locking() throws {
        _ = try make("demo/.basketwatch-demo")
        // Something in the place of the lock that cannot be opened for writing.
        try FileManager.default.createDirectory(
            atPath: folder.file("demo/lock"), withIntermediateDirectories: true)
        let end = try BuiltProgram.run(["demo", "--stop", "--folder", folder.file("demo")])
        #expect(end.code == 74)
        #expect(end.errors.contains("The demo cannot write into its folder"))
        #expect(end.errors.contains("Is a directory"))

        let demo = try DemoFolder(path: folder.file("other"))
        let second = try BuiltProgram.run(["demo", "--stop", "--folder", demo.url.path])
        #expect(second.code == 69)
        #expect(second.errors.contains("Another demo runs in"))
        demo.remove(withLogs: true)
    }
}
