import Foundation
import KafkaTesting
import ProgramTesting
import Testing
import Waiting

extension CommandLineTests {
    @Test("generates the same bytes from the same seed, whatever the pace and the output")
    func sameBytes() throws {
        let folder = try TemporaryFolder()
        func generate(_ arguments: String) throws -> [UInt8] {
            let end = try BuiltProgram.run(
                CommandLineTests.words(
                    "generate --count 2000 \(arguments) --output \(folder.file("x"))")
            )
            #expect(end.code == 0, "\(end.errors)")
            return try folder.read("x")
        }
        let faults = "--malformed 1% --duplicates 2% --out-of-order 5%"
        let first = try generate("--seed 7 \(faults)")
        #expect(try generate("--seed 7 \(faults)") == first)
        #expect(try generate("--seed 7 \(faults) --speed-up 1000000") == first)
        #expect(try generate("--seed 8 \(faults)") != first)
        #expect(first.count { $0 == UInt8(ascii: "\n") } == 2_000)
        let shown = try BuiltProgram.run(
            CommandLineTests.words("generate --count 2000 --seed 7 --duplicates 2% --output -"))
        #expect(Array(shown.output.utf8) == (try generate("--seed 7 --duplicates 2%")))
        #expect(shown.errors.contains("with faults:"))
    }

    @Test("takes what is furthest out of all that a pace may be")
    func farPaces() throws {
        for (pace, code) in [
            ("--rate 0.000001 --speed-up 1000000000", 0), ("--rate 1G --speed-up 1000000000", 0),
            ("--speed-up 1000000000", 0), ("--rate 0.000001 --speed-up 0.000001", 0),
        ] as [(String, Int32)] {
            let end = try BuiltProgram.run(
                CommandLineTests.words("generate --count 1 --output - \(pace)"))
            #expect(end.code == code, "\(pace): \(end.errors)")
            #expect(end.output.hasPrefix("{"))
        }
        // A second event is due in days, a first in a century of event time: the stop still ends it.
        let folder = try TemporaryFolder()
        for pace in ["--rate 0.000001", "--speed-up 0.000001"] {
            let file = folder.file("\(pace.count)")
            let shop = try RunningProgram(
                CommandLineTests.words("generate --output \(file) \(pace)"))
            try Await.until("it has begun") { FileManager.default.fileExists(atPath: file) }
            shop.send(SIGTERM)
            #expect(try shop.waitForEnd(within: 10).code == 0, "\(pace)")
        }
    }

    @Test("is not changed by what the environment asks of other commands")
    func environment() throws {
        let end = try BuiltProgram.run(
            CommandLineTests.words("generate --count 2 --output -"),
            environment: ["BASKETWATCH_JSON": "true", "BASKETWATCH_OUTPUT": "/nonexistent/x"])
        #expect(end.code == 0, "\(end.errors)")
        #expect(
            end.errors.contains("BASKETWATCH_JSON sets nothing: give --json to a call instead."))
        #expect(end.output.split(separator: "\n").count == 2)
    }

    @Test("opens the shop now when it is asked to")
    func now() throws {
        let before = Date().timeIntervalSince1970 * 1_000
        let end = try BuiltProgram.run(
            CommandLineTests.words("generate --start now --count 1 --output -"))
        let after = Date().timeIntervalSince1970 * 1_000
        let event = try JSONSerialization.jsonObject(with: Data(end.output.utf8)) as? [String: Any]
        let time = try #require(event?["time_ms"] as? Double)
        // The first visit may be a while after the opening.
        #expect(time >= before.rounded(.down) && time < after + 60_000)
    }

    @Test("ends well when its reader has seen enough")
    func head() throws {
        let end = try BuiltProgram.shell(
            "set -o pipefail; basketwatch generate --seed 7 --output - | head -n 3")
        #expect(end.code == 0, "\(end.errors)")
        #expect(end.output.split(separator: "\n").count == 3)
    }

    private static func described(_ arguments: String) throws -> [String: Any] {
        let end = try BuiltProgram.run(
            words("generate --describe --json --count 20000 \(arguments)"))
        #expect(end.code == 0, "\(end.errors)")
        let json = try JSONSerialization.jsonObject(with: Data(end.output.utf8))
        return try #require(json as? [String: Any])
    }

    @Test(
        "describes every scenario, its changes and what they come to, and sends nothing",
        arguments: [
            ("shipping-shock", ["shipping × 2, from 2025-11-26 09:00 UTC on", "after a quote"]),
            ("black-friday", ["arrivals × 3", "affiliate, 50 % more visits", "for 24 h"]),
            ("bot-storm", ["2 % of visits before shifts, ", "bots × 15"]),
            ("broken-clock", ["10 % of shoppers, ", "30 % in another zone"]),
            ("quiet-night", ["arrivals × 0, from 2025-11-26 22:00 UTC for 6 h", "0.00/s"]),
        ])
    func describe(scenario: String, words: [String]) throws {
        let line = "generate --describe --scenario \(scenario)"
        let end = try BuiltProgram.run(CommandLineTests.words(line), within: 120)
        #expect(end.code == 0, "\(end.errors)")
        let usual = [
            "scenario      \(scenario): ", "GBP", "affiliate", "tablet", "Nothing was sent.",
        ]
        for word in words + usual { #expect(end.output.contains(word), "\(end.output)") }
    }

    @Test("lets what is set beside a scenario count")
    func override() throws {
        let storm = try Self.described("--scenario bot-storm")
        #expect(storm["bot_visit_share"] as? Double == 0.02)
        let other = try Self.described(
            "--scenario bot-storm --bots 40% --shift thrift=2x@+30min/1h --start 2026-01-05T00:00:00Z"
        )
        #expect(other["bot_visit_share"] as? Double == 0.4)
        #expect(other["from_ms"] as? Int64 == 1_767_571_200_000)
        let shifts = try #require(other["shifts"] as? [[String: Any]])
        #expect(shifts.count == 1)
        #expect(shifts.first?["what"] as? String == "thrift")
        #expect(shifts.first?["from_ms"] as? Int64 == 1_767_573_000_000)
        #expect(shifts.first?["to_ms"] as? Int64 == 1_767_576_600_000)
    }

    @Test("describes what it then makes")
    func describedShares() throws {
        let faults = "--duplicates 3% --bots 10% --wrong-clocks 20% --devices tablet"
        let told = try Self.described(faults)
        #expect((told["faults"] as? [String: Double])?["duplicate_share"] == 0.03)
        let devices = try #require(told["devices"] as? [[String: Any]])
        // Bots say that they are desktops.
        #expect(Set(devices.compactMap { $0["name"] as? String }) == ["desktop", "tablet"])
        let bots = try #require(told["bot_event_share"] as? Double)
        #expect((0.4...0.7).contains(bots))
        // So few events are made as they will be; without faults they are as many.
        #expect(try Self.described("")["dry_run_events"] as? Int == 20_000)
        let visits = try #require(
            (told["whole"] as? [String: Any])?["visits_per_second"] as? Double)
        #expect(abs(visits - 4.89) < 0.01)

        let made = try BuiltProgram.run(
            CommandLineTests.words("generate --count 20000 --output - \(faults)"))
        let tablets = made.output.split(separator: "\n").count { $0.contains("\"tablet\"") }
        #expect(abs(Double(tablets) / 20_000 - (1 - bots)) < 0.1)
    }

    @Test("takes its catalogue from a file: the fixture's is the built-in one")
    func catalogue() throws {
        let fixture = BuiltProgram.repository.appending(path: "fixtures/catalogue.csv").path
        let command = "generate --count 500 --output -"
        let built = try BuiltProgram.run(CommandLineTests.words(command))
        let read = try BuiltProgram.run(
            CommandLineTests.words(command) + ["--catalogue", fixture])
        #expect(read.code == 0, "\(read.errors)")
        #expect(read.output == built.output)

        let folder = try TemporaryFolder()
        let header =
            "category,product,interest,price,price_spread,currency,grams,grams_spread,pages"
        let own = try folder.write(
            Array("\(header)\nsocks,,1,,,,,,/socks\nsocks,wool,,24.90,,EUR,80\n".utf8),
            to: "own.csv")
        let socks = try BuiltProgram.run(CommandLineTests.words(command) + ["--catalogue", own])
        #expect(socks.output.contains("\"product_id\":\"wool\""))
        #expect(socks.output.contains("\"page\":\"/socks\""))
    }

    @Test("says where a catalogue's file is wrong")
    func wrongCatalogue() throws {
        let folder = try TemporaryFolder()
        let header =
            "category,product,interest,price,price_spread,currency,grams,grams_spread,pages"
        let bad = try folder.write(
            Array("\(header)\nsocks,,1,cheap,0.5,EUR,80,0.1\n".utf8), to: "bad.csv")
        let wrong = try BuiltProgram.run(
            CommandLineTests.words("generate --describe --catalogue \(bad)"))
        #expect(wrong.code == 65)
        for word in ["\(bad), line 2, column 10: price must be", "not 'cheap'", "docs/traffic.md"] {
            #expect(wrong.errors.contains(word), "\(wrong.errors)")
        }
        let absent = try BuiltProgram.run(
            CommandLineTests.words("generate --describe --catalogue \(folder.file("none.csv"))"))
        #expect(absent.code == 74)
        let empty = try folder.write([], to: "empty.csv")
        let nothing = try BuiltProgram.run(
            CommandLineTests.words("generate --describe --catalogue \(empty)"))
        #expect(nothing.code == 65)
        #expect(nothing.errors.contains("there must be a header and a category"))
    }

    @Test(
        "refuses what it cannot do with the little language's own words",
        arguments: [
            ("--shift shipping=2x", "WHAT=FACTORx@TIME"),
            ("--shift weather=2x@+1h", "arrivals, shipping, thrift, patience, buying or bots"),
            ("--shift shipping=2x@noon", "TIME RFC 3339 or, after the start, +DURATION"),
            ("--shift shipping=2x@+1h/0", "@TIME/DURATION"),
            ("--shift bots=2x@+1h", "there must be bots"),
            ("--campaign tv=50%@+1h/2h", "search, direct, social, email or affiliate"),
            ("--devices phone", "mobile, desktop or tablet"),
            ("--countries DE=0", "not all of weight 0"),
            ("--arrivals hourly", "steady, day or week"),
            ("--scenario white-friday", "black-friday"),
            ("--json", "--describe"),
        ])
    func refusedShop(flags: String, words: String) throws {
        let end = try BuiltProgram.run(CommandLineTests.words("generate --output - \(flags)"))
        #expect(end.code == 64, "\(end.errors)")
        #expect(end.output.isEmpty)
        #expect(end.errors.contains(words), "\(end.errors)")
    }
}
