import Foundation
import KafkaTesting
import ProgramTesting
import Testing

extension CommandLineTests {
    private func publish(_ lines: [String], to stream: FilledStream) throws {
        let text = lines.joined(separator: "\n") + "\n"
        // With 65 where not one of them is an event: they are in the topic all the same.
        let end = try stream.expect("publish -", nil, input: Array(text.utf8))
        #expect([0, 65].contains(end.code), "\(end.errors)")
        try stream.expect("run --until-end --workers 1", 0)
    }

    private func record(_ id: String, _ type: String, _ time: Int, _ more: String = "") -> String {
        #"{"id":"\#(id)","type":"\#(type)","time_ms":\#(time),"shopper_id":"u-1"\#(more)}"#
    }

    @Test("lists and shows what could not be used, without contents unless asked, and purges it")
    func quarantineListed() throws {
        let stream = try FilledStream()
        let nothing = try stream.expect("quarantine list", 0)
        #expect(nothing.errors.contains("No record is in quarantine."))
        let bad = #"{"id":"secret-\u001b[2J"# + "\u{1B}[2J"
        try publish([bad, "[]", record("e-1", "views", 1_764_144_000_000)], to: stream)

        let table = try stream.expect("quarantine list", 0)
        #expect(table.output.hasPrefix("record "))
        #expect(table.output.contains("unknown_type") && table.output.contains("not_an_object"))
        #expect(!table.output.contains("secret"))
        #expect(table.errors.contains("3 of 3 records; 0 of them have been put back."))
        let csv = try stream.expect("quarantine list --csv --reason bad_json", 0).output
        let cells = csv.split(separator: "\n").map { $0.split(separator: ",") }
        #expect(cells.count == 2 && cells[0][0] == "partition")
        let json = try stream.expect("quarantine list --json --reason bad_json", 0).output
        #expect(json.contains(#""reason":"bad_json""#) && json.contains(#""replayed_at":null"#))

        let place = "\(cells[1][0]):\(cells[1][1])"
        let shown = try stream.expect("quarantine show \(place)", 0).output
        #expect(shown.contains("means       not JSON"))
        #expect(shown.contains("what to do  look at the bytes"))
        #expect(shown.contains(#"\u{1b}[2J"#) && !shown.contains("\u{1B}"))
        #expect(try stream.expect("quarantine show \(place) --raw", 0).output == bad)
        try stream.expect("quarantine show 3:99999", 1)
        try stream.expect("quarantine show here", 64)

        try stream.expect("quarantine purge", 64)
        let would = try stream.expect("quarantine purge --reason bad_json", 0)
        #expect(would.errors.contains("1 records would be deleted. --yes does it."))
        #expect(try stream.query("SELECT count(*) FROM basketwatch.quarantine") == [["3"]])
        try stream.expect("quarantine purge --reason bad_json --yes", 0)
        // What came since the watermark last moved is not older than anything.
        try stream.expect("quarantine purge --older-than 0s --yes", 0)
        #expect(try stream.query("SELECT count(*) FROM basketwatch.quarantine") == [["2"]])
    }

    @Test("puts records back once each: repaired ones into the topic, late ones into their outcome")
    func quarantineReplayed() throws {
        let stream = try FilledStream()
        let start = 1_764_144_000_000
        let add = #","product_id":"p","quantity":1,"price_minor":900,"currency":"EUR""#
        let basket = record("e-1", "add_to_basket", start, add)
        // Another shopper of the same partition moves its time on.
        let keyOfOther = try #require(
            try sharedShopper(of: "u-1", partitions: 4), "another shopper of the same partition")
        let later = record("e-9", "view", start + 7_200_000)
            .replacing("u-1", with: keyOfOther)
        let spoiled = record("e-2", "buy", start + 60_000, #","value_minor":900,"currency":"EUR""#)
        try publish([basket, later], to: stream)
        // Its key is not read from an event that is none: it goes where its shopper's others lie.
        let partition = try stream.query(
            "SELECT partition FROM basketwatch.stream_partition WHERE read > 0")
        #expect(partition.count == 1)
        try publish([spoiled], to: stream)
        #expect(
            try stream.query("SELECT kind FROM basketwatch.outcome") == [["abandoned"]])
        _ = try stream.query(
            "UPDATE basketwatch.quarantine SET partition = \(partition[0][0]), log_offset = 900")

        let through = ["--through", "sed s/buy/purchase/"]
        func replay(_ more: [String]) throws -> ProgramResult {
            try BuiltProgram.run(
                ["quarantine", "replay"] + more, environment: stream.environment, within: 60)
        }
        let asItIs = try replay([])
        #expect(asItIs.output.contains("unknown_type  left: it is refused still, unknown_type"))
        let foreseen = try replay(through)
        #expect(foreseen.output.contains("900  unknown_type  published"), "\(foreseen.output)")
        #expect(foreseen.errors.contains("It would be: 1 published. --yes does it."))
        let crooked = try replay(["--through", "cat; echo more", "--yes"])
        #expect(crooked.code == 1 && crooked.errors.contains("answered 1 records with 2 lines"))

        let done = try replay(through + ["--yes"])
        #expect(done.code == 0, "\(done.errors)")
        #expect(done.errors.contains("Done: 1 published."))
        #expect(try replay(through + ["--yes"]).errors.contains("Nothing in quarantine waits"))
        // As after a crash between publishing and the mark.
        _ = try stream.query("UPDATE basketwatch.quarantine SET replayed_at = NULL")
        #expect(try replay(through + ["--yes"]).errors.contains("Done: 1 published."))

        try stream.expect("run --until-end --workers 1", 0)
        #expect(
            try stream.query(
                "SELECT reason, count(*) FROM basketwatch.quarantine GROUP BY 1 ORDER BY 1")
                == [["late", "2"], ["unknown_type", "1"]])
        let amended = try replay(["--reason", "late", "--yes", "--json"])
        #expect(amended.output.contains(#""becomes":"amended""#), "\(amended.errors)")
        #expect(amended.output.contains(#""becomes":"counted before""#))
        #expect(
            try stream.query(
                "SELECT kind, purchases, order_value_minor, amended_at IS NULL FROM basketwatch.outcome"
            )
                == [["purchased", "1", "900", "f"]])
        #expect(
            try stream.query("SELECT sum(purchases) FROM basketwatch.funnel_day") == [["1"]])
    }

    /// A shopper whose key lies in the same partition.
    private func sharedShopper(of shopper: String, partitions: Int32) throws -> String? {
        let own = murmurPartition(shopper, partitions)
        return (2..<100).map { "u-\($0)" }.first { murmurPartition($0, partitions) == own }
    }
}

/// Where Java's clients put a key: its murmur2 hash without the sign, modulo the partitions.
private func murmurPartition(_ key: String, _ partitions: Int32) -> Int32 {
    let bytes = Array(key.utf8)
    let mixer: UInt32 = 0x5bd1_e995
    var hash: UInt32 = 0x9747_b28c ^ UInt32(bytes.count)
    for start in stride(from: 0, to: bytes.count / 4 * 4, by: 4) {
        var word = bytes[start..<start + 4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        word = word &* mixer
        word ^= word >> 24
        hash = (hash &* mixer) ^ (word &* mixer)
    }
    let rest = bytes[(bytes.count / 4 * 4)...]
    if !rest.isEmpty {
        hash ^= rest.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        hash = hash &* mixer
    }
    hash ^= hash >> 13
    hash = hash &* mixer
    hash ^= hash >> 15
    return Int32(hash & 0x7FFF_FFFF) % partitions
}
