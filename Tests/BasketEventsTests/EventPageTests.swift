import Foundation
import Testing

@testable import BasketEvents

/// docs/events.md, which people write their producers by.
@Suite("The page on events")
struct EventPageTests {
    private let page: String

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        page = try String(contentsOf: root.appending(path: "docs/events.md"), encoding: .utf8)
    }

    @Test("has every field and every reason that there is, and no other")
    func isComplete() {
        let fields = EventField.allCases.map { "\($0.name)" }
        #expect(Set(names(under: "Fields")) == Set(fields))
        let reasons = RefusalReason.allCases.map(\.rawValue)
        #expect(names(under: "Reasons for a refusal") == reasons, "in the order of the code, too")
    }

    @Test("tells the limits that are kept")
    func limits() {
        for (limit, words) in [
            (Int64(EventLimits.recordBytes), "A record is at most 65,536 bytes"),
            (Int64(EventLimits.nestingLevels), "and 32 levels deep"),
            (Int64(EventLimits.idBytes), "a text of at most 256 bytes"),
            (Int64(EventLimits.textBytes), "has at most 4,096"),
            (EventLimits.quantity.upperBound, "whole number, 1 to 1,000,000"),
            (EventLimits.step.upperBound, "whole number, 0 to 1,000:"),
        ] {
            #expect(page.contains(words))
            #expect(words.replacing(",", with: "").contains("\(limit)"), "\(words)")
        }
        #expect(EventLimits.amountMinor == 0...1_000_000_000_000)
        #expect(page.contains("a whole number from 0 to 10^12"))
        #expect(time(of: "2000-01-01T00:00:00Z") == EventLimits.timeMilliseconds.lowerBound)
        #expect(time(of: "2100-01-01T00:00:00Z") == EventLimits.timeMilliseconds.upperBound)
        #expect(page.contains("in 2000-01-01 to 2100-01-01"))
    }

    @Test("gives examples that are read")
    func examples() {
        let examples = page.split(separator: "\n").filter { $0.hasPrefix("{") }
        #expect(examples.count == 3)
        for example in examples {
            #expect(Reading(String(example)).event != nil, "\(example)")
        }
    }

    private func time(of text: String) -> Int64? {
        Reading(#"{"id":"e-1","type":"view","time":"\#(text)","shopper_id":"u-1"}"#).event?.time
    }

    /// What stands between backticks in the first column of the tables of a section.
    private func names(under heading: String) -> [String] {
        let section = page.split(separator: "\n").drop { $0 != "## \(heading)" }.dropFirst()
            .prefix { !$0.hasPrefix("## ") }
        return section.filter { $0.hasPrefix("| `") }.flatMap { row in
            row.split(separator: "|")[0].matches(of: /`([^`]+)`/).map { String($0.output.1) }
        }
    }
}
