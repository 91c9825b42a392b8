import BasketEvents
import Foundation

/// A golden story of fixtures/: a small log of one partition, and what has to come of it.
///
/// The log is to be read with the settings unset, on one partition, without ticks: time passes by
/// the events alone.
public struct Story: Sendable {
    public let name: String
    /// In the order of their offsets, from 0.
    public let records: [StoryRecord]
    public let expected: StoryExpectation

    /// Every story there is, in order of name.
    public static func all() throws -> [Story] {
        try names().map { try Story(named: $0) }
    }

    public static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: Story.folder.path)
            .filter { $0.hasSuffix(".expected.json") }
            .map { String($0.dropLast(".expected.json".count)) }
            .sorted()
    }

    public init(named name: String) throws {
        self.name = name
        records = try Story.records(named: name)
        expected = try JSONDecoder().decode(
            StoryExpectation.self, from: Data(contentsOf: Story.expectationFile(named: name)))
    }

    /// The records alone, for a story whose expectation is still to be written.
    public static func records(named name: String) throws -> [StoryRecord] {
        try Data(contentsOf: recordsFile(named: name))
            .split(separator: UInt8(ascii: "\n"))
            .map { StoryRecord(line: Array($0)) }
    }

    /// The folder fixtures/ of this repository.
    public static var folder: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("fixtures", isDirectory: true)
    }

    /// One event a line: what a program is given to publish.
    public static func recordsFile(named name: String) -> URL {
        folder.appendingPathComponent("\(name).jsonl")
    }

    public static func expectationFile(named name: String) -> URL {
        folder.appendingPathComponent("\(name).expected.json")
    }
}
