import Foundation
import ProgramTesting
import Testing

extension CommandLineTests {
    @Test("asks to forget a shopper, tells who is waited for, and what was removed once it is done")
    func forget() throws {
        let stream = try FilledStream(events: 4_000)
        let shopper = try stream.query("SELECT min(shopper_id) FROM basketwatch.basket_sessions")[
            0][0]
        // Nobody is there to do it.
        let asked = try stream.expect("forget \(shopper) --timeout 0s --json", 69)
        let object = try #require(try objects(asked.output).first)
        #expect(object["done"] as? Bool == false)
        let waiting = try stream.expect("forget \(shopper) --timeout 0s", 69)
        #expect(waiting.errors.contains("start one (`basketwatch run"), "\(waiting.errors)")

        try stream.expect("run --until-end --workers 1", 0)
        let rows = ["basket", "outcome"].map { table in
            "SELECT count(*) FROM basketwatch.\(table) WHERE shopper_id = '\(shopper)'"
        }
        #expect(try rows.map { try stream.query($0) } == [[["0"]], [["0"]]])
        let names = try stream.query(
            "SELECT count(*) FROM basketwatch.forget_request WHERE shopper_id IS NOT NULL")
        #expect(names == [["0"]])
        try stream.expect("replay --verify", 0)
    }
}
