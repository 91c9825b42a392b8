import BasketEvents
import Foundation
import Testing

@testable import basketwatch

extension CommandLineTests {
    @Test("says of a reason what the page on events says of it")
    func reasonWords() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(
            contentsOf: root.appendingPathComponent("docs/events.md"), encoding: .utf8)
        for reason in RefusalReason.allCases {
            let row = page.split(separator: "\n").first {
                $0.hasPrefix("| `") && $0.contains("`\(reason.rawValue)`")
            }
            let words = reason.inWords
            #expect(
                row?.hasSuffix(" | \(words.meaning) | \(words.advice) |") == true,
                "\(reason.rawValue)")
        }
    }
}
