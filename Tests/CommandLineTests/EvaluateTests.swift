import Foundation
import ProgramTesting
import Testing

extension CommandLineTests {
    private struct Evaluation: Decodable {
        struct Point: Decodable {
            let n: Int
            let auc: Double?
            let auc_95: [Double]?
            let log_loss: Double?
            let brier: Double?
            let ece: Double?
        }

        let events: Int
        let learned: Int
        let learner: String
        let points: [String: Point]
    }

    /// Two hours of a shop, with each visit's own session id.
    private static func recorded(in folder: TemporaryFolder) throws -> String {
        let made = try BuiltProgram.run(
            words("generate --count 40000 --start 2025-11-26T08:00:00Z --output -"), within: 120)
        #expect(made.code == 0, "\(made.errors)")
        return try folder.write(Array(made.output.utf8), to: "events.jsonl")
    }

    private static func evaluate(_ file: String, _ flags: String) throws -> Evaluation {
        let end = try BuiltProgram.run(
            ["evaluate", file, "--json", "--quiet"] + words(flags), within: 240)
        #expect(end.code == 0, "\(end.errors)")
        #expect(end.output.hasSuffix("}\n") && end.output.filter { $0 == "\n" }.count == 1)
        return try JSONDecoder().decode(Evaluation.self, from: Data(end.output.utf8))
    }

    @Test("evaluates the risks of recorded events, by decision point")
    func evaluates() throws {
        let folder = try TemporaryFolder()
        let file = try CommandLineTests.recorded(in: folder)
        let all = try CommandLineTests.evaluate(file, "--learner logistic")
        #expect(all.events == 40_000 && all.learner == "logistic" && all.learned > 1_000)
        #expect(Set(all.points.keys) == ["a", "b", "c", "dk"])
        for (letter, point) in all.points {
            let (auc, interval) = (try #require(point.auc), try #require(point.auc_95))
            #expect(interval.count == 2 && interval[0] < auc && auc < interval[1], "\(letter)")
            #expect(auc > 0.5 && auc < 0.99, "\(letter): \(auc)")
            #expect(try #require(point.brier) < 0.25 && #require(point.ece) < 0.2, "\(letter)")
        }
        let (first, changes) = (try #require(all.points["a"]), try #require(all.points["b"]))
        #expect(first.n < changes.n)
        // Each moment with a label is an example, and is told of once as b or c, but cancels.
        #expect(changes.n + (all.points["c"]?.n ?? 0) <= all.learned)

        let later = try CommandLineTests.evaluate(
            file, "--learner logistic --from 2025-11-26T08:30:00Z")
        #expect(later.learned == all.learned)
        #expect(try #require(later.points["b"]).n < changes.n)

        let none = try CommandLineTests.evaluate(file, "--learner logistic --until 2025-11-26")
        #expect(none.learned == 0 && none.points["b"]?.n == 0 && none.points["b"]?.auc == nil)
    }

    @Test("shows an evaluation as a table, and refuses a day that is none")
    func evaluatesInWords() throws {
        let folder = try TemporaryFolder()
        let file = try CommandLineTests.recorded(in: folder)
        let end = try BuiltProgram.run(
            ["evaluate", file, "--learner", "logistic", "--sessions", "session_id", "--quiet"],
            within: 240)
        #expect(end.code == 0, "\(end.errors)")
        #expect(end.output.contains("AUC") && end.output.contains("constant"))
        #expect(end.output.contains("logistic: learned from"))

        let wrong = try BuiltProgram.run(["evaluate", file, "--from", "yesterday"])
        #expect(wrong.code == 64 && wrong.errors.contains("2025-11-26"))
        let nothing = try BuiltProgram.run(["evaluate", "/nonexistent/events.jsonl"])
        #expect(nothing.code == 74, "\(nothing.errors)")
    }
}
