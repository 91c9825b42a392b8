import Foundation
import StoryTesting
import Testing

@Suite("A golden story")
struct StoryTests {
    @Test("ends as it is told", arguments: try Story.names())
    func ending(name: String) throws {
        let story = try Story(named: name)
        let observed = StoryExpectation(observing: story.records)

        #expect(observed.ledger == story.expected.ledger)
        #expect(observed.moments == story.expected.moments)
        #expect(observed.outcomes == story.expected.outcomes)
        #expect(observed.quarantined == story.expected.quarantined)
        #expect(observed.openBaskets == story.expected.openBaskets)
        #expect(observed == story.expected)
    }

    @Test("is there for each of the cases that a shop meets")
    func names() throws {
        let wanted: Set = [
            "happy-purchase", "shipping-shock", "silent-leaver", "out-of-order", "duplicates",
            "late", "malformed", "merged", "emptied-basket", "two-currencies", "black-friday",
            "bot-storm", "broken-clock", "quiet-night",
        ]
        #expect(wanted.subtracting(try Story.names()) == [])
    }

    @Test("out of order ends like the same one in order")
    func order() throws {
        let story = try Story(named: "out-of-order")
        func time(_ record: StoryRecord) -> String {
            let line = String(decoding: record.value, as: UTF8.self)
            return line.split(separator: "\"time\":\"").last.map { String($0.prefix(20)) } ?? ""
        }
        let sorted = StoryExpectation(observing: story.records.sorted { time($0) < time($1) })
        #expect(sorted.outcomes.map(\.basket) == story.expected.outcomes.map(\.basket))
        #expect(sorted.outcomes.map(\.endMs) == story.expected.outcomes.map(\.endMs))
        #expect(sorted.outcomes.map(\.kind) == story.expected.outcomes.map(\.kind))
    }

    /// With BASKETWATCH_RECORD_STORIES set, writes down what is observed: to be read before it is
    /// committed, for that is all that makes it right.
    @Test(
        "can be written down",
        .enabled(
            if: ProcessInfo.processInfo.environment["BASKETWATCH_RECORD_STORIES"] != nil,
            "it writes fixtures/*.expected.json anew; set BASKETWATCH_RECORD_STORIES"))
    func record() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        let files = try FileManager.default.contentsOfDirectory(atPath: Story.folder.path)
        for file in files where file.hasSuffix(".jsonl") {
            let name = String(file.dropLast(".jsonl".count))
            let observed = StoryExpectation(observing: try Story.records(named: name))
            var text = try encoder.encode(observed)
            text.append(UInt8(ascii: "\n"))
            try text.write(to: Story.expectationFile(named: name))
        }
    }
}
