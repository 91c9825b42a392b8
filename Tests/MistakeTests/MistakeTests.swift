import Foundation
import Testing

/// What a user meets when something is wrong: one clear message, the next step, the right exit
/// code, and nothing left behind.
@Suite("A mistake")
struct MistakeTests {
    private static let mistakes =
        Mistake.onCommandLines + Mistake.inSettings + Mistake.withPostgres + Mistake.withKafka
        + Mistake.withFiles + Mistake.withTheDemo

    private static let runs = Result {
        MistakeRun.all(mistakes, try MistakeWorld.shared.get().names)
    }

    @Test(
        "is told of with the next step, ends with its code, and leaves nothing", arguments: mistakes
    )
    func message(_ mistake: Mistake) throws {
        let run = try #require(try Self.runs.get()[mistake.name]).get()
        Self.check(run, of: mistake)
    }

    @Test("stands in the table once, and they are many")
    func table() {
        #expect(Set(Self.mistakes.map(\.name)).count == Self.mistakes.count)
        #expect(Self.mistakes.count >= 80)
    }

    /// What holds for each of them.
    static func check(_ run: MistakeRun, of mistake: Mistake) {
        let shown = "\(mistake.line) [\(run.code)]\n\(run.errors)\(run.output.prefix(500))"
        #expect(run.code == mistake.code, "\(shown)")
        #expect(run.message.hasPrefix("basketwatch: ") || mistake.hasOutput, "\(shown)")
        #expect(
            run.message.split(separator: "\n").count {
                // Each secret among the arguments is warned of besides.
                $0.hasPrefix("basketwatch: ") && !$0.contains("holds a secret, and everybody")
            } == 1,
            "one message: \(shown)")
        #expect(run.errors.split(separator: "\n").count <= 6, "\(shown)")
        #expect(run.message.count <= 700, "\(shown)")
        #expect(run.output.isEmpty || mistake.hasOutput, "\(shown)")
        // As one sentence, wherever its lines are broken.
        let words = run.message.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
        for word in run.filled(mistake.says + mistake.next) {
            #expect(words.contains(word), "'\(word)' is not told: \(shown)")
        }
        for word in strangers {
            #expect(!(run.errors + run.output).contains(word), "'\(word)' is told: \(shown)")
        }
        #expect(run.left == [], "\(shown)")
        #expect(run.processes == [], "\(shown)")
    }

    /// What nobody should have to read: secrets, Swift, and other libraries' log lines.
    private static let strangers = [
        MistakeWorld.secret, "%3|", "%4|", "%5|", "Optional(", "Error(", "Error.", "Swift.",
        "Fatal error", "Thread 0", "Domain=", "The operation could not be completed", "localized",
        "BasketStore.", "KafkaLog.", "error:0",
    ]
}
