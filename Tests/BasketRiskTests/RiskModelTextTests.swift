import BasketEvents
import BasketRisk
import Foundation
import Testing

@Suite("A stored model")
struct RiskModelTextTests {
    private static let model: RiskModel = {
        var random = SeededRandom(seed: 9)
        return RiskModel.random(&random, version: 42)
    }()

    @Test("reads back as the same model", arguments: UInt64(0)..<20)
    func roundTrip(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let model = RiskModel.random(&random, version: Int32(seed))
        #expect(try RiskModel(text: model.text) == model)
        #expect(try RiskModel(text: RiskModel.shipped.text) == .shipped)
    }

    @Test("is refused where any byte is another one")
    func everyByteCounts() {
        let bytes = Array(Self.model.text.utf8)
        for place in stride(from: 0, to: bytes.count, by: 7) {
            var damaged = bytes
            damaged[place] ^= 1
            let text = String(decoding: damaged, as: UTF8.self)
            #expect(throws: RiskModelError.self) { try RiskModel(text: text) }
        }
    }

    @Test("is refused where it is cut off or goes on", arguments: [0, 1, 18, 19, 40, 500])
    func everyLengthCounts(length: Int) {
        let text = Self.model.text
        #expect(throws: RiskModelError.self) { try RiskModel(text: String(text.prefix(length))) }
        #expect(throws: RiskModelError.self) {
            try RiskModel(text: String(text.dropLast(length + 1)))
        }
        #expect(throws: RiskModelError.self) { try RiskModel(text: text + "\n") }
    }

    @Test("of a newer format is refused by that name")
    func newerFormat() {
        let text = "basketwatch-risk 2\n" + Self.model.text.dropFirst("basketwatch-risk 1\n".count)
        #expect(throws: RiskModelError.newerFormat("2")) { try RiskModel(text: text) }
    }

    @Test(
        "that is none is refused as such",
        arguments: ["", "\n", "hello", "basketwatch-risk", "basketwatch-risk 1 2\n"])
    func noModel(text: String) {
        #expect(throws: RiskModelError.notAModel) { try RiskModel(text: text) }
    }

    @Test("of other features is refused, naming the first that differs")
    func otherFeatures() {
        let text = Self.model.text
        #expect(throws: RiskModelError.unexpectedLine(5, wanted: "the weights of 'value'")) {
            try RiskModel(text: sealed(text.replacing("\nvalue ", with: "\nworth ")))
        }
        #expect(throws: RiskModelError.otherBins(feature: "bias", wanted: 1, found: 2)) {
            try RiskModel(text: sealed(text.replacing("\nbias ", with: "\nbias 1 ")))
        }
        #expect(throws: RiskModelError.unexpectedLine(3, wanted: "whole numbers for 'bias'")) {
            try RiskModel(text: sealed(text.replacing("\nbias ", with: "\nbias x")))
        }
        #expect(throws: RiskModelError.unexpectedLine(2, wanted: "'version' and a number")) {
            try RiskModel(text: sealed(text.replacing("version 42", with: "version 4294967296")))
        }
        #expect(throws: RiskModelError.unexpectedLine(35, wanted: "the last one")) {
            try RiskModel(text: sealed(text.replacing("checksum", with: "more 1\nchecksum")))
        }
    }

    @Test("says of each refusal what to do next, and nothing of the weights")
    func refusalsHelp() {
        let refusals: [RiskModelError] = [
            .notAModel, .newerFormat("2"), .damaged, .unexpectedLine(2, wanted: "'version'"),
            .otherBins(feature: "bias", wanted: 1, found: 2),
        ]
        for refusal in refusals {
            #expect(refusal.description.contains("Use") || refusal.description.contains("Restore"))
        }
    }

    /// The text with the checksum that fits what it says now, as a newer program would write it.
    private func sealed(_ text: String) -> String {
        let end = text.range(of: "checksum")!.lowerBound
        let hash = Array(text[..<end].utf8).withUnsafeBytes { StableHash($0) }
        let digits = String(hash.low, radix: 16)
        return text[..<end] + "checksum " + String(repeating: "0", count: 16 - digits.count)
            + digits + "\n"
    }
}
