import BasketFiles
import Testing

/// All lines of a file.
private func lines(_ file: TemporaryFile, lineLimit: Int = 1000) throws -> [String] {
    var lines: [String] = []
    var clickstream = try RecordedClickstream(path: file.path, lineLimit: lineLimit)
    while try clickstream.forEachLine(
        limit: 2, { lines.append(String(decoding: $0.bytes, as: UTF8.self)) })
        > 0
    {}
    return lines
}

@Suite("A recorded clickstream")
struct RecordedClickstreamTests {
    @Test(
        "is cut at line breaks",
        arguments: [
            ("", []),
            ("\n\n", []),
            ("one", ["one"]),
            ("one\n", ["one"]),
            ("one\r\ntwo\r\n", ["one", "two"]),
            ("one\n\r\n\ntwo", ["one", "two"]),
            ("a\rb\n", ["a\rb"]),
            ("one\r", ["one"]),
            ("\u{FEFF}one\ntwo", ["one", "two"]),
            ("\u{FEFF}", []),
            ("a", ["a"]),
            (" \n", [" "]),
            ("{a\0b\n", ["{a\0b"]),
        ] as [(String, [String])])
    func lineBreaks(text: String, expected: [String]) throws {
        let read = try lines(TemporaryFile(text))

        #expect(read == expected)
    }

    @Test(
        "is unpacked, whatever its name says",
        arguments: [
            Packed.gzip, Packed.gzipMembers, Packed.zstd, Packed.zstdFrames,
            Packed.zstdSkippable + Packed.zstd, Packed.zstd + Packed.zstdSkippable,
            Packed.gzip + [0, 0, 0],
        ])
    func packed(bytes: [UInt8]) throws {
        #expect(try lines(TemporaryFile(bytes)) == ["one", "two", "three"])
    }

    @Test("hands lines longer than the limit over cut, and says how long they were")
    func overlong() throws {
        let file = try TemporaryFile(
            "12345678\n1234567\r\n123456789\r\n12\n" + String(repeating: "x", count: 700_000))
        var found: [(String, Int, Bool)] = []
        var clickstream = try RecordedClickstream(path: file.path, lineLimit: 8)
        _ = try clickstream.forEachLine {
            found.append((String(decoding: $0.bytes, as: UTF8.self), $0.length, $0.isCut))
        }

        #expect(found.map(\.0) == ["12345678", "1234567", "12345678", "12", "xxxxxxxx"])
        #expect(found.map(\.1) == [8, 7, 9, 2, 700_000])
        #expect(found.map(\.2) == [false, false, true, false, true])
    }

    @Test("is the same wherever the pieces that it is read in end", arguments: 0..<40)
    func pieces(shift: Int) throws {
        // Lines around the size of a piece (256 KiB), and CRLF on its edge.
        let edge = 262_144 - 20 + shift
        let expected = [
            String(repeating: "a", count: edge), "b", String(repeating: "c", count: edge), "d",
        ]
        let file = try TemporaryFile(expected.joined(separator: "\r\n"))

        #expect(try lines(file, lineLimit: edge) == expected)
        #expect(try lines(file, lineLimit: edge * 3) == expected)
    }

    @Test("counts lines, empty ones too, and the bytes of the file")
    func position() throws {
        let file = try TemporaryFile("one\n\ntwo\n")
        var clickstream = try RecordedClickstream(path: file.path)
        var numbers: [Int] = []
        let count = try clickstream.forEachLine { numbers.append($0.number) }
        let atEnd = try clickstream.forEachLine { _ in }

        #expect(count == 2 && atEnd == 0)
        #expect(numbers == [1, 3])
        #expect(clickstream.lineNumber == 3 && clickstream.emptyLines == 1)
        #expect(clickstream.bytesRead == 9 && clickstream.bytesTotal == 9 && clickstream.share == 1)
    }

    @Test("unpacks more than one buffer of a small file")
    func repeated() throws {
        let read = try lines(TemporaryFile(Packed.zstdRepeated))

        #expect(read.count == 20_000)
        #expect(Set(read) == ["{\"n\":1}"])
    }

    @Test("goes on after the line that its reader threw on")
    func readerThrows() throws {
        struct Stop: Error {}
        let file = try TemporaryFile("one\ntwo\nthree\n")
        var clickstream = try RecordedClickstream(path: file.path)
        do {
            _ = try clickstream.forEachLine { if $0.number == 2 { throw Stop() } }
            Issue.record("nothing was thrown")
        } catch is Stop {}
        var rest: [Int] = []
        _ = try clickstream.forEachLine { rest.append($0.number) }

        #expect(rest == [3])
    }
}
