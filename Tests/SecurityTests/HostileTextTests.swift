import Foundation
import KafkaTesting
import PostgresTesting
import ProgramTesting
import Testing
import Waiting

@Suite("A stranger's text")
struct HostileTextTests {
    /// Clears the screen, turns the reading direction, ends a string of SQL, tears a line, sets a title.
    private static let texts = [
        "\u{1B}[2J\u{1B}]0;mine\u{07}", "\u{202E}yks\u{2066}ir\u{2069}", "\u{9B}31m\u{85}",
        "'; DROP TABLE basketwatch.basket; --", "\"; DROP SCHEMA basketwatch CASCADE; --",
        "$$; SELECT 1; $$ \\'", "%s%n {shipping_share} \\u{1b}", "a\nb\tc\r\nd",
        "\u{2028}line\u{FEFF}",
    ]

    /// C0 but line break and tab, and DEL; outside JSON C1 as well, and what turns or breaks lines.
    private static func isForbidden(_ scalar: Unicode.Scalar, inJSON: Bool) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case ..<0x20, 0x7F: true
        case 0x80..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: !inJSON
        default: false
        }
    }

    private static func quoted(_ text: String) throws -> String {
        String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
    }

    /// Events in which every text is one of them; the last few cannot be used.
    private static func events() throws -> String {
        var lines: [String] = []
        var number = 0
        func add(_ type: String, _ shopper: String, _ fields: String) {
            number += 1
            let time = 1_764_144_000_000 + number * 1_000
            lines.append(
                #"{"id":"e-\#(number)","type":"\#(type)","time_ms":\#(time),"shopper_id":\#(shopper),\#(fields)}"#
            )
        }
        for text in texts {
            let word = try quoted(text)
            add(
                "view", word,
                #""page":\#(word),"device":\#(word),"channel":\#(word),"country":\#(word)"#)
            add(
                "add_to_basket", word,
                #""product_id":\#(word),"quantity":1,"price_minor":500,"currency":"EUR","session_id":\#(word)"#
            )
            add("checkout", word, #""shipping_minor":400,"currency":"EUR","step":2"#)
            add("cancel", word, #""reason":\#(word)"#)
            add("purchase", try quoted("buyer" + text), #""order_id":\#(word),"value_minor":1"#)
            add(text.first == "\u{1B}" ? "view" : "nothing", word, #""page":"\u0000""#)
            lines.append(#"{"id":\#(word),"type":\#(word),"time":\#(word)}"#)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    @Test("reaches no terminal as it is and no statement at all, on any screen")
    func screens() throws {
        let folder = try SecretFolder()
        let file = try folder.write(try Self.events(), to: "events.jsonl")
        let store = try PrivatePostgres.shared.database()
        let broker = try RunningProgram(["broker", "--address-file", folder.file("address")])
        try Await.until("the broker says where it is") {
            FileManager.default.fileExists(atPath: folder.file("address"))
        }
        let address = try String(contentsOfFile: folder.file("address"), encoding: .utf8)
        let environment = [
            "BASKETWATCH_BROKERS": address.trimmingCharacters(in: .whitespacesAndNewlines),
            "BASKETWATCH_DATABASE_URL": store.database,
        ]
        func run(_ words: [String]) throws -> ProgramResult {
            let end = try BuiltProgram.run(words, environment: environment, within: 60)
            let said = end.output + end.errors
            // CSV is data, as it is; JSON has its own way to write controls, and none for the others.
            let inJSON = words.contains("--json")
            let isBare =
                words.contains("--csv")
                || !said.unicodeScalars.contains { Self.isForbidden($0, inJSON: inJSON) }
            #expect(isBare, "\(words): \(said.debugDescription)")
            return end
        }
        #expect(try run(["publish", file, "--verbose"]).code == 0)
        let end = try run(["run", "--until-end", "--workers", "1", "--log-level", "debug"])
        #expect(end.code == 0, "\(end.errors)")
        let counts = try PrivatePostgres.shared.query(
            """
            SELECT count(*), (SELECT count(*) FROM basketwatch.quarantine) > 0
            FROM basketwatch.basket WHERE adds > 0
            """, at: store)
        #expect(counts == [["\(Self.texts.count)", "t"]])

        for line in [
            "scores", "scores --limit 50", "scores --json", "scores --csv", "status",
            "status --json",
            "status --verbose", "topics list", "topics describe clickstream", "replay \(file)",
            "replay \(file) --json", "replay \(file) --verbose", "settings", "migrate",
        ] {
            let end = try run(line.split(separator: " ").map(String.init))
            #expect([0, 1].contains(end.code), "\(line): \(end.errors)")
        }
        for text in Self.texts {
            let shown = try run(["explain", "--", text])
            #expect(shown.code == 0, "\(text.debugDescription): \(shown.errors)")
            _ = try run(["explain", "--json", "--", text])
            _ = try run(["explain", "--", "nobody" + text])
            _ = try run(["scores", "--shopper", text])
            for setting in ["topic", "group", "schema", "brokers", "nonsense", "gap"] {
                _ = try run(["settings", "run", "--\(setting)", text])
            }
            _ = try run([text])
            _ = try run(["topics", "create", text])
            // What it has typed into another's place, forgotten by its own name.
            let forgotten = try run(["forget", "--timeout", "0s", "--", text])
            #expect(forgotten.code == 69)
        }
        #expect(try run(["run", "--until-end", "--workers", "1"]).code == 0)
        broker.send(SIGTERM)
        #expect(
            try PrivatePostgres.shared.query(
                """
                SELECT (SELECT count(*) FROM basketwatch.basket),
                    (SELECT count(*) FROM basketwatch.forget_request WHERE done_at IS NULL)
                """, at: store) == [["0", "0"]])
    }
}
