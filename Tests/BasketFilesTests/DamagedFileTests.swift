import BasketFiles
import Foundation
import Testing

/// What reading a file ends with.
private func failure(of bytes: [UInt8]) throws -> (lines: Int, error: BasketFilesError?) {
    let file = try TemporaryFile(bytes)
    return failure(ofPath: file.path)
}

private func failure(ofPath path: String) -> (lines: Int, error: BasketFilesError?) {
    var lines = 0
    do {
        var clickstream = try RecordedClickstream(path: path)
        _ = try clickstream.forEachLine { _ in lines += 1 }
        return (lines, nil)
    } catch {
        return (lines, error as? BasketFilesError)
    }
}

@Suite("A file that cannot be read to its end")
struct DamagedFileTests {
    @Test("is told from a whole one wherever it is cut off", arguments: [Packed.gzip, Packed.zstd])
    func cutOff(bytes: [UInt8]) throws {
        // A file cut within its magic number looks plain.
        for count in 6..<bytes.count {
            guard case .truncated? = try failure(of: Array(bytes[..<count])).error else {
                Issue.record("cut to \(count) of \(bytes.count) bytes it passes for whole")
                continue
            }
        }
    }

    @Test("hands over the lines of its whole members first")
    func linesBefore() throws {
        let cut = Array(Packed.gzipMembers.dropLast(3))
        let (lines, error) = try failure(of: cut)

        #expect(lines == 2)
        guard case .truncated(_, let place)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(place.line == 2 && place.bytes == cut.count)
    }

    @Test("is found damaged by its checksum", arguments: [Packed.gzip, Packed.zstd])
    func changed(bytes: [UInt8]) throws {
        var bytes = bytes
        bytes[bytes.count - (bytes.starts(with: [0x1F]) ? 8 : 4)] ^= 1
        guard case .corrupt? = try failure(of: bytes).error else {
            Issue.record("a changed checksum passes")
            return
        }
    }

    @Test("is found damaged by what follows its end", arguments: [Packed.gzip, Packed.zstd])
    func followed(bytes: [UInt8]) throws {
        guard case .corrupt? = try failure(of: bytes + Array("left over".utf8)).error else {
            Issue.record("trailing bytes pass")
            return
        }
    }

    @Test(
        "never traps, whichever byte is wrong", arguments: [Packed.gzipMembers, Packed.zstdFrames])
    func anyByte(bytes: [UInt8]) throws {
        for place in bytes.indices {
            var bytes = bytes
            bytes[place] ^= 0x55
            _ = try failure(of: bytes)
        }
    }

    @Test(
        "names the program that unpacks it",
        arguments: [
            ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]), ("bzip2", [0x42, 0x5A, 0x68, 0x39]),
            ("lz4", [0x04, 0x22, 0x4D, 0x18]), ("zip", [0x50, 0x4B, 0x03, 0x04]),
        ] as [(String, [UInt8])])
    func foreign(program: String, mark: [UInt8]) throws {
        let error = try #require(try failure(of: mark + [1, 2, 3]).error)

        #expect("\(error)".contains("\(program) -dc"))
    }

    @Test("says how a frame with too wide a window is unpacked")
    func wideWindow() throws {
        let error = try #require(try failure(of: Packed.zstdWideWindow).error)

        #expect("\(error)".contains("zstd -dc --long=31"))
    }

    @Test("is missing, or a directory")
    func noFile() throws {
        let folder = FileManager.default.temporaryDirectory.path

        let missing = failure(ofPath: folder + "/basketwatch-no-such-file").error
        #expect(
            missing.map { "\($0)" }?.hasSuffix(
                "cannot be opened: No such file or directory. Check the path and who may read or "
                    + "write it.") == true)
        #expect(failure(ofPath: folder).error == .isDirectory(path: folder))
    }

    @Test("is no text: refused before a line of it is handed over, unless it begins like an event")
    func noText() throws {
        for start in ["\u{7F}ELF\0\0\n", "one\ntwo\0\n"] {
            let (lines, error) = try failure(of: Array(start.utf8))
            #expect(lines == 0)
            #expect(error.map { "\($0)" }?.contains("is no text") == true)
        }
        #expect(try failure(of: Array("{\"id\":\"\0\"}\n".utf8)).error == nil)
        let late = String(repeating: "a line\n", count: 2_000) + "\0\n"
        #expect(try failure(of: Array(late.utf8)).lines == 2_001)
    }

    @Test("is empty, which is a mistake only for who asks")
    func empty() throws {
        let file = try TemporaryFile("")
        var clickstream = try RecordedClickstream(path: file.path)
        #expect(try clickstream.forEachLine { _ in } == 0)
        #expect {
            try clickstream.checkNotEmpty()
        } throws: {
            "\($0)".hasPrefix("\(file.path) is empty. Give one with an event a line")
        }
    }
}
