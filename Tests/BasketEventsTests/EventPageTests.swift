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

    @Test("has every field and every reason in its tables")
    func isComplete() {
        for field in EventField.allCases {
            #expect(rows.contains { $0.contains("`\(field.name)`") }, "\(field.name)")
        }
        for reason in RefusalReason.allCases {
            #expect(rows.contains { $0.contains("`\(reason.rawValue)`") }, "\(reason.rawValue)")
        }
    }

    @Test("gives examples that are read")
    func examples() {
        let examples = page.split(separator: "\n").filter { $0.hasPrefix("{") }
        #expect(examples.count == 3)
        for example in examples {
            #expect(Reading(String(example)).event != nil, "\(example)")
        }
    }

    @Test("lists reasons in the order in which they are given")
    func order() {
        let listed = RefusalReason.allCases.compactMap { reason in
            page.range(of: "| `\(reason.rawValue)`")?.lowerBound
        }
        #expect(listed == listed.sorted())
    }

    private var rows: [Substring] {
        page.split(separator: "\n").filter { $0.hasPrefix("|") }
    }
}
