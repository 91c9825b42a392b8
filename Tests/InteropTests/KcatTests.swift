import Foundation
import ProgramTesting
import Testing

extension OtherTools {
    @Test(
        "kcat sends events, reads them back byte for byte, and they become rows",
        .enabled(
            if: Tool.kcat.isThere && Tool.jq.isThere, "kcat or jq is missing: see scripts/prepare"))
    func kcat() throws {
        let stream = try ShopStream.onAnyKafka(partitions: 1)
        let file = "fixtures/shipping-shock.jsonl"
        try stream.shell("examples/send_events.sh \(file)")

        let back = try stream.shell(Self.readBack + " -f '%k\\t%s\\n'")
        let sent = try String(
            contentsOf: BuiltProgram.repository.appending(path: file), encoding: .utf8)
        let expected = sent.split(separator: "\n").map { line in
            (line.contains("\"u-7\"") ? "u-7" : "u-8") + "\t" + line
        }
        #expect(back.split(separator: "\n").map(String.init) == expected)

        try stream.process()
        let rows = try stream.ask(
            """
            SELECT shopper_id, outcome, basket_value_minor, shipping_minor
            FROM basketwatch.session_outcomes
            """)
        #expect(rows.dropFirst() == ["u-7,abandoned,2400,2250"])
    }

    @Test(
        "kcat reads what the simulated shop sends, keyed by shopper",
        .enabled(if: Tool.kcat.isThere, "kcat is missing: see scripts/prepare"))
    func kcatReads() throws {
        let stream = try ShopStream(partitions: 4)
        try stream.shell("basketwatch generate --count 500 --open-sessions 50")
        let lines = try stream.shell(Self.readBack + " -f '%k\\t%s\\n'").split(separator: "\n")
        #expect(lines.count == 500)
        for line in lines {
            let parts = line.split(separator: "\t")
            #expect(parts.count == 2 && parts[1].contains("\"shopper_id\":\"\(parts[0])\""))
        }
    }

    /// Everything that is in the topic.
    static let readBack = """
        kcat -C -q -e -o beginning -b "$BASKETWATCH_BROKERS" -t "$BASKETWATCH_TOPIC"
        """
}
