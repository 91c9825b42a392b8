import Foundation
import PageTesting
import ProgramTesting
import Testing

extension CommandLineTests {
    private static let foreign = #"{"event":"cart_add","user_id":"u-7"}"# + "\n"

    @Test("tells whoever publishes a shop's own format that these are no events, and why")
    func foreignEvents() throws {
        let stream = try FilledStream()
        let folder = try TemporaryFolder()
        let own = try folder.write(Array((Self.foreign + Self.foreign).utf8), to: "own.jsonl")
        let published = try stream.expect("publish \(own)", 65)
        #expect(
            published.errors.contains(
                "None of the 2 lines read of \(own) is an event: missing_type 2 (first: \(own):1). "
                    + "docs/events.md"), "\(published.errors)")
        let replayed = try stream.expect("replay \(own)", 65)
        #expect(replayed.errors.contains("missing_type (first: "), "\(replayed.errors)")
        // A demo finds that out before it starts a server.
        let place = folder.file("demo")
        let demo = try BuiltProgram.run(["demo", "--input", own, "--folder", place])
        #expect(demo.code == 65)
        #expect(demo.output.isEmpty && demo.errors.contains("None of the 2 lines"))
        #expect(!FileManager.default.fileExists(atPath: place))

        let good = #"{"id":"e-80","type":"view","time_ms":1764151440000,"shopper_id":"u-7"}"# + "\n"
        let mixed = try folder.write(Array((good + Self.foreign).utf8), to: "mixed.jsonl")
        let some = "1 of 2 lines are no events, and will be quarantined: missing_type 1"
        #expect(try stream.expect("publish \(mixed)", 0).errors.contains(some))
        #expect(
            try stream.expect("replay \(mixed) --summary", 0).errors.contains(
                "1 of 2 records are no events: missing_type 1"))
    }

    @Test(
        "gets events from the recipe of the page on events",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/jq"), "needs jq"))
    func recipeForForeignEvents() throws {
        let page = try Page("docs/events.md")
        let recipe = try #require(page.blocks.first { $0.language == "jq" }?.text)
        let sample = try #require(page.spans.first { $0.contains("cart_add") })
        let folder = try TemporaryFolder()
        _ = try folder.write(Array(recipe.utf8), to: "ours.jq")
        let view = #"{"event":"page_view","user_id":"u-7","ts":"2025-11-26T11:03:00Z"}"#
        _ = try folder.write(Array("\(sample)\n\(view)\n".utf8), to: "yours.jsonl")
        let end = try BuiltProgram.shell(
            "jq -c -f ours.jq yours.jsonl > events.jsonl && basketwatch replay events.jsonl --summary",
            folder: folder.path)
        #expect(end.code == 0, "\(end.errors)")
        #expect(end.output.contains("read 2 = applied 2 "), "\(end.output)")
        #expect(end.output.contains("baskets  opened 1"), "\(end.output)")
    }

    @Test("warns whoever generates into a topic that has records, and says how to add to them")
    func generateAgain() throws {
        let stream = try FilledStream()
        let line = "generate --count 50 --open-sessions 20"
        #expect(!(try stream.expect(line, 0).errors.contains("warning")))
        let again = try stream.expect(line, 0)
        #expect(again.errors.contains("has had 50 records"), "\(again.errors)")
        #expect(again.errors.contains("--start now --first-number 51"))
        let added = try stream.expect(line + " --start now --first-number 51", 0)
        #expect(!added.errors.contains("warning"))
        try stream.expect("run --until-end", 0)
        let counts = try stream.query("SELECT sum(duplicate) + sum(late) FROM basketwatch.ledger")
        #expect(Int(counts[0][0]).map { $0 <= 50 } == true, "\(counts)")
    }

    @Test("says beside scores that nobody keeps them up to date")
    func staleScores() throws {
        let stream = try FilledStream(events: 2_000)
        let stopped = try stream.expect("scores --limit 2", 0)
        #expect(stopped.errors.contains("Not live: nobody has read partitions 0 to 3 for "))
        #expect(stopped.errors.contains("`basketwatch status` says why."))
        _ = try stream.query(Trouble.fine)
        #expect(!(try stream.expect("scores --limit 2", 0).errors.contains("Not live")))
    }

    @Test("finds with settings --check that the topic was made anew")
    func anotherLog() throws {
        let old = try FilledStream(events: 500)
        #expect(try old.expect("settings run --check", 0).output.contains("✓ position"))
        let new = try FilledStream()
        let end = try BuiltProgram.run(
            ["settings", "run", "--check"],
            environment: old.environment.merging(new.environment) { old, new in
                new.contains("127.0.0.1") ? new : old
            })
        #expect(end.code == 78)
        #expect(end.output.contains("✗ position     partitions 0 to 3: the log ends before"))
    }
}
