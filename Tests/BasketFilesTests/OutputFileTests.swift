import BasketFiles
import Foundation
import Testing

@Suite("An output file")
struct OutputFileTests {
    @Test(
        "holds what was written, whatever the size of the pieces",
        arguments: [1, 100, 4000, 300_000])
    func pieces(length: Int) throws {
        let file = try TemporaryFile("from before")
        let line = [UInt8](repeating: UInt8(ascii: "x"), count: length)
        var output = try OutputFile(path: file.path)
        for _ in 0..<100 { try line.withUnsafeBytes { try output.writeLine($0) } }
        let written = output.bytesWritten
        try output.finish()

        let expected = String(repeating: String(repeating: "x", count: length) + "\n", count: 100)
        #expect(try file.text == expected)
        #expect(written == expected.utf8.count)
    }

    @Test("is removed where it did not become whole; a device stays")
    func discarded() throws {
        let file = try TemporaryFile("from before")
        var output = try OutputFile(path: file.path)
        try [1, 2, 3].withUnsafeBytes { try output.writeLine($0) }
        output.discard()
        #expect(!FileManager.default.fileExists(atPath: file.path))

        try OutputFile(path: "/dev/null").discard()
        #expect(FileManager.default.fileExists(atPath: "/dev/null"))
    }

    @Test("says that the reader has gone")
    func readerGone() throws {
        signal(SIGPIPE, SIG_IGN)
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        close(ends[0])
        defer { close(ends[1]) }

        var output = try OutputFile(path: "/proc/self/fd/\(ends[1])")
        try [1, 2, 3].withUnsafeBytes { try output.writeLine($0) }
        #expect(throws: BasketFilesError.readerGone) { try output.flush() }
        try output.finish()
    }

    @Test("says that the disk is full")
    func fullDisk() throws {
        var output = try OutputFile(path: "/dev/full")
        try [1, 2, 3].withUnsafeBytes { try output.writeLine($0) }

        #expect(
            throws: BasketFilesError.cannotWrite(
                path: "/dev/full", reason: "No space left on device")
        ) { try output.flush() }
    }

    @Test("cannot be made where there is no folder")
    func noFolder() {
        #expect(throws: BasketFilesError.self) { _ = try OutputFile(path: "/no/such/folder/file") }
    }
}
