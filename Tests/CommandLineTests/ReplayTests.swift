import Foundation
import ProgramTesting
import StoryTesting
import Testing

/// Events that make one shopper leave and another stay, with an empty line and one that is no event.
private let visits = """
    {"id":"1","type":"add_to_basket","time_ms":1764151200000,"shopper_id":"u-1","product_id":"p","quantity":1,"price_minor":2400,"currency":"EUR"}

    nonsense
    {"id":"1","type":"add_to_basket","time_ms":1764151200000,"shopper_id":"u-1","product_id":"p","quantity":1,"price_minor":2400,"currency":"EUR"}
    {"id":"2","type":"view","time_ms":1764153100000,"shopper_id":"u-2"}
    {"id":"3","type":"view","time_ms":1764151201000,"shopper_id":"u-3"}
    """

extension CommandLineTests {
    @Test("shows what would be decided of a file, in aligned columns, with the ledger at the end")
    func replayedText() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write(Array(visits.utf8), to: "v.jsonl")
        let end = try BuiltProgram.run(["replay", "v.jsonl"], folder: folder.path)
        #expect(end.code == 0, "\(end.errors)")
        let lines = end.output.split(separator: "\n", omittingEmptySubsequences: false).map {
            String($0)
        }
        let head = try #require(lines[0].firstRange(of: "what")).lowerBound
        let column = lines[0].distance(from: lines[0].startIndex, to: head)
        for (line, place, what) in [
            (1, "1 ", "opened"), (2, "1 ", "score"),
            (3, "3 ", "quarantined"), (4, "4 ", "duplicate"),
            (5, "5 ", "opened"), (6, "5 ", "score"),
            (11, "5 ", "abandoned"), (12, "6 ", "late"),
        ] {
            #expect(lines[line].hasPrefix(place), "\(lines[line])")
            #expect(lines[line].dropFirst(column).hasPrefix(what), "\(lines[line])")
        }
        #expect(lines[2].contains("2025-11-26 10:00:00   u-1"))
        #expect(lines[2].hasSuffix("add; basket EUR 24.00"))
        #expect(lines[3].hasSuffix("bad_json; 8 B"))
        #expect(lines[7].contains("silent 2 min; basket EUR 24.00; because "))
        #expect(lines[11].hasSuffix("basket EUR 24.00; scored 6 times"))
        #expect(lines[12].contains("view 3; 31 min behind the watermark"))
        #expect(
            Array(lines[13...]) == [
                "", "read 5 = applied 2 + duplicate 1 + late 1 + quarantined 1; absent 1, lost 0",
                "sessions opened 2 = open 1 + purchased 0 + abandoned 1 + browsed 0 + merged 0", "",
            ])
        #expect(end.errors.contains("1 session is still open"))
    }

    @Test(
        "shows only what is asked for, and counts all the same",
        arguments: [
            ("--only late", ["late"], 1),
            ("--only quarantined,duplicates", ["quarantined", "duplicate"], 1),
            ("--only outcomes --shopper u-1", ["outcome"], 1), ("--shopper u-3", ["late"], 1),
            ("--shopper nobody", [], 1), ("--only merged,clamped", [], 1), ("--summary", [], 1),
            ("--only opened --close", ["opened", "opened"], 0),
            ("--only opened --gap 2h", ["opened", "opened", "opened"], 3),
            ("--only late --disorder 1h", [], 3),
        ] as [(String, [String], Int64)])
    func replayFilters(flags: String, shown: [String], open: Int64) throws {
        let end = try BuiltProgram.run(
            CommandLineTests.words("replay - --json \(flags)"), input: Array(visits.utf8))
        #expect(end.code == 0, "\(end.errors)")
        let lines = try ReplayLine.all(end.output)
        #expect(lines.dropLast(2).map(\.what) == shown)
        #expect(lines.suffix(2).map(\.what) == ["ledger", "summary"])
        #expect(lines.last?.number("read") == 5)
        #expect(lines.last?.number("sessions_open") == open)
    }

    @Test("ends every session with --close, and counts by day, cause and reason with --summary")
    func replaySummary() throws {
        let end = try BuiltProgram.run(
            CommandLineTests.words("replay - --close --summary"), input: Array(visits.utf8))
        #expect(end.code == 0, "\(end.errors)")
        for words in [
            "sessions opened 2 = open 0 + purchased 0 + abandoned 1 + browsed 1 + merged 0",
            "baskets  opened 1 = open 0",
            "scores   6 = add 1 + silence 5; mean last risk: abandoned",
            "2025-11-26                 2", "bad_json           1   stdin:3",
            "late               1   stdin:6",
        ] {
            #expect(end.output.contains(words), "\(words) in \(end.output)")
        }
        #expect(!end.output.contains("details"))
        #expect(!end.errors.contains("still open"))
    }

    @Test("stops reading at its limit, and says that the ledger is of what was read")
    func replayLimit() throws {
        let end = try BuiltProgram.run(
            CommandLineTests.words("replay - --limit 3 --json"), input: Array(visits.utf8))
        let lines = try ReplayLine.all(end.output)
        #expect(lines.map(\.what) == ["opened", "score", "quarantined", "ledger", "summary"])
        #expect(lines.last?.number("read") == 2)
        #expect(end.errors.contains("Stopped after 3"))
    }

    @Test("reads plain, .gz and .zst files one behind the other, as one shop's stream")
    func replayPacked() throws {
        let folder = try TemporaryFolder()
        let story = Array(try Data(contentsOf: Story.recordsFile(named: "happy-purchase")))
        let half = try #require(
            story.indices.filter { story[$0] == UInt8(ascii: "\n") }.dropFirst(4).first)
        _ = try folder.write(Array(story[...half]), to: "a")
        _ = try folder.write(Zstd.stored(Array(story[(half + 1)...])), to: "b.zst")
        _ = try folder.write(story, to: "whole")
        #expect(try BuiltProgram.shell("gzip a", folder: folder.path).code == 0)

        let parts = try BuiltProgram.run(
            ["replay", "a.gz", "b.zst", "--json"], folder: folder.path)
        let whole = try BuiltProgram.run(["replay", "whole", "--json"], folder: folder.path)
        func bare(_ result: ProgramResult) throws -> [String] {
            try ReplayLine.all(result.output).map {
                $0.row(["what", "shopper_id", "session_key", "ordinal", "risk", "read", "outcome"])
            }
        }
        #expect(try bare(parts) == bare(whole))
        let second = try ReplayLine.all(parts.output).first { $0.text("file") == "b.zst" }
        #expect((second?.number("line") ?? 99) < 9)
    }

    @Test("tells what came before the damage, and ends with the code that says what is wrong")
    func replayDamage() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write(Array(visits.utf8), to: "v")
        #expect(
            try BuiltProgram.shell(
                "gzip -c v > whole.gz; head -c -9 whole.gz > cut.gz", folder: folder.path
            ).code == 0)
        for (line, code, words) in [
            ("replay cut.gz", 65, ["cut.gz", "cut off"]), ("replay v none", 74, ["none"]),
            ("replay .", 74, ["directory"]), ("replay", 64, ["FILE...", "--topic"]),
            ("replay v --topic t", 64, ["--topic", "v"]),
            ("replay v --only lots", 64, ["--only must be", "outcomes", "'lots'"]),
            ("replay v --limit 0", 64, ["--limit must be 1 or more"]),
            ("replay --topic t --brokers 127.0.0.1:1", 69, ["No Kafka broker answers"]),
        ] as [(String, Int32, [String])] {
            let end = try BuiltProgram.run(CommandLineTests.words(line), folder: folder.path)
            #expect(end.code == code, "\(line): \(end.errors)")
            for word in words { #expect(end.errors.contains(word), "\(line): \(end.errors)") }
            // What could be read is told.
            if code == 65 { #expect(end.output.contains("read ")) }
            if code == 74 { #expect(end.output.isEmpty) }
        }
    }

    @Test("ends quietly when its reader has seen enough")
    func replayHead() throws {
        let end = try BuiltProgram.shell(
            """
            set -o pipefail; basketwatch generate --seed 7 --count 200000 --output - 2>/dev/null \
            | basketwatch replay - --json | head -n 2
            """)
        #expect(end.output.split(separator: "\n").count == 2)
        #expect(!end.errors.contains("basketwatch:"), "\(end.errors)")
        #expect(end.code == 0, "\(end.errors)")
    }
}
