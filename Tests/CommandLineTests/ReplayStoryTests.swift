import Foundation
import ProgramTesting
import StoryTesting
import Testing

extension CommandLineTests {
    @Test("replays every golden story as it is told", arguments: try Story.names())
    func replayedStory(name: String) throws {
        let story = try Story(named: name)
        let file = Story.recordsFile(named: name).path
        let end = try BuiltProgram.run(["replay", file, "--json"])
        #expect(end.code == 0, "\(end.errors)")
        let lines = try ReplayLine.all(end.output)
        func rows(_ what: Set<String>, _ fields: [String]) -> [String] {
            lines.filter { what.contains($0.what) }.map { $0.row(fields) }
        }

        // A line's offset is its number, from 1; a story counts from 0.
        #expect(
            rows(["score"], ["session_key", "line", "ordinal", "cause", "items"])
                == story.expected.moments.map {
                    "\($0.session + 1) \($0.offset + 1) \($0.ordinal) \($0.cause) \($0.basket.items)"
                })
        #expect(
            rows(
                ["outcome", "merged"],
                [
                    "session_key", "outcome", "survivor_key", "line", "shopper_id", "times_scored",
                    "basket_value_minor", "shipping_minor", "order_value_minor",
                ])
                == story.expected.outcomes.map { told in
                    func text(_ number: Int64?) -> String { number.map { "\($0)" } ?? "-" }
                    return [
                        "\(told.session + 1)", told.kind, text(told.survivor.map { $0 + 1 }),
                        "\(told.offset + 1)", told.shopperId, "\(told.moments)",
                        text(told.basket.valueMinor), text(told.basket.shippingMinor),
                        text(told.orderValueMinor),
                    ].joined(separator: " ")
                })
        #expect(
            lines.filter { ["quarantined", "late"].contains($0.what) }.map {
                "\($0.text("line")) \($0.what == "late" ? "late" : $0.text("reason"))"
            } == story.expected.quarantined.map { "\($0.offset + 1) \($0.reason)" })
        #expect(rows(["duplicate"], ["line"]).count == Int(story.expected.ledger.duplicate))
        #expect(
            rows(["opened"], ["line"]).count == Int(story.expected.ledger.sessions.opened))
        #expect(lines.allSatisfy { $0.fields["file"] == nil || $0.text("file") == file })

        let ledger = try #require(lines.first { $0.what == "ledger" })
        let told = story.expected.ledger
        for (name, count) in [
            ("read", told.read), ("applied", told.applied), ("duplicate", told.duplicate),
            ("late", told.late), ("quarantined", told.quarantined), ("clamped", told.clamped),
            ("keyless", told.keyless), ("sessions_opened", told.sessions.opened),
            ("sessions_open", told.sessions.open), ("sessions_merged", told.sessions.merged),
            ("sessions_purchased", told.sessions.purchased),
            ("sessions_abandoned", told.sessions.abandoned),
            ("sessions_browsed", told.sessions.browsed), ("baskets_opened", told.baskets.opened),
            ("baskets_open", told.baskets.open), ("baskets_merged", told.baskets.merged),
        ] {
            #expect(ledger.number(name) == count, "\(name)")
        }
        #expect(ledger.text("is_balanced") == "true")
        #expect(lines.last?.what == "summary")
    }
}
