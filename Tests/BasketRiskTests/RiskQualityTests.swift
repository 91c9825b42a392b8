import BasketEvents
import BasketSessions
import Testing

@testable import BasketRisk

@Suite("The quality of risks")
struct RiskQualityTests {
    /// Moments of sessions of their own, with risks and what came of them.
    private func judged(_ rows: [(risk: Double, isAbandoned: Bool)]) -> [JudgedMoment] {
        rows.enumerated().map { place, row in
            let logit = Int64((ElementaryFunctions.logit(row.risk) * 0x1p20).rounded())
            return JudgedMoment(.sample(), logit: logit)
                .labelled(isAbandoned: row.isAbandoned, session: Int32(place), drawn: 1)
        }
    }

    @Test("is told of a handful of moments as by hand")
    func byHand() throws {
        // Pairs in order: 0.8 beats both purchases, 0.4 beats one and ties with the other.
        let quality = try #require(
            RiskQuality(judged([(0.8, true), (0.4, true), (0.4, false), (0.2, false)])))
        #expect(quality.moments == 4)
        #expect(quality.abandoned == 0.5)
        #expect(abs(quality.auc.value - 3.5 / 4) < 1e-12)
        // Precision at 0.8 is 1, at 0.4 two of three.
        #expect(abs(quality.precision.value - (1 + 2.0 / 3) / 2) < 1e-12)
        #expect(abs(quality.brier.value - (0.04 + 0.36 + 0.16 + 0.04) / 4) < 1e-5)
        let losses = [0.8, 0.4, 0.6, 0.8].map { -ElementaryFunctions.log($0) }
        #expect(abs(quality.logLoss.value - losses.reduce(0, +) / 4) < 1e-5)
        #expect(abs(quality.constantLogLoss - ElementaryFunctions.log(2)) < 1e-12)
        #expect(quality.auc.low <= quality.auc.value && quality.auc.value <= quality.auc.high)
    }

    @Test("is none where all ended alike")
    func oneEnd() {
        #expect(RiskQuality([]) == nil)
        #expect(RiskQuality(judged([(0.8, true), (0.4, true)])) == nil)
    }

    @Test("has little error of calibration where risks are what comes, and much where not")
    func calibration() throws {
        var random = SeededRandom(seed: 1)
        func error(_ bend: Double) throws -> Double {
            let rows = (0..<20_000).map { _ in
                let risk = 0.05 + 0.9 * random.uniform()
                return (risk, random.chance(min(1, bend * risk)))
            }
            return try #require(RiskQuality(judged(rows))).calibrationError.value
        }
        #expect(try error(1) < 0.012)
        // Every risk is told twice too high: half of the mean risk, 0.5.
        #expect(abs(try error(0.5) - 0.25) < 0.012)
    }

    @Test("has intervals that a session of many moments widens")
    func intervals() throws {
        var random = SeededRandom(seed: 2)
        let rows = (0..<1_000).map { _ in
            (risk: 0.01 + 0.98 * random.uniform(), isAbandoned: random.chance(0.5))
        }
        let alone = judged(rows)
        let together = alone.enumerated().map { place, moment in
            moment.labelled(
                isAbandoned: place / 20 % 2 == 0, session: Int32(place / 20), drawn: 1)
        }
        func width(_ moments: [JudgedMoment]) throws -> Double {
            let auc = try #require(RiskQuality(moments)).auc
            return auc.high - auc.low
        }
        #expect(try width(together) > 0)
        #expect(try abs(width(alone) - 0.07) < 0.02)
    }
}

@Suite("A decision point")
struct DecisionPointTests {
    @Test("is told from what a moment came with")
    func causes() {
        func points(_ cause: MomentCause, adds: UInt32) -> DecisionPoints {
            DecisionPoints(of: .sample(cause: cause) { $0.adds = adds })
        }
        #expect(points(.add, adds: 1) == [.firstAdd, .changes])
        #expect(points(.add, adds: 2) == .changes)
        #expect(points(.remove, adds: 1) == .changes)
        #expect(points(.checkout, adds: 0) == .changes)
        #expect(points(.silence, adds: 1) == .silences)
        #expect(points(.cancel, adds: 1) == [])
    }

    @Test("is drawn by the SHA-256 of the session's id")
    func drawn() {
        // As `hashlib.sha256(b'k' + id).hexdigest()[:15]` gives them.
        #expect(DecisionPoints.drawnOrdinal(of: "0423043652415339154-1470034812".utf8) == 4)
        #expect(DecisionPoints.drawnOrdinal(of: "a".utf8) == 9)
    }

    @Test("comes from a SHA-256 that is the standard's", arguments: SHA256Case.all)
    func hashes(_ example: SHA256Case) {
        let digits = SHA256.hash(example.text.utf8).map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }
        #expect(digits.joined() == example.hash)
    }
}

/// Texts and hashes, of lengths around the edges of a block.
struct SHA256Case: CustomTestStringConvertible, Sendable {
    let text: String
    let hash: String

    var testDescription: String { "\(text.utf8.count) bytes" }

    static let all = [
        SHA256Case(
            text: "abc",
            hash: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        SHA256Case(
            text: "",
            hash: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        SHA256Case(
            text: String(repeating: "a", count: 55),
            hash: "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
        SHA256Case(
            text: String(repeating: "a", count: 56),
            hash: "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"),
        SHA256Case(
            text: String(repeating: "a", count: 64),
            hash: "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
        SHA256Case(
            text: String(repeating: "a", count: 119),
            hash: "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb"),
    ]
}
