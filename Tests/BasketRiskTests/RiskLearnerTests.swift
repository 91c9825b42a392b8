import BasketEvents
import BasketRisk
import BasketSessions
import Testing

@Suite("A learner of risks")
struct RiskLearnerTests {
    typealias Contract = RiskLearnerContract

    @Test("has contributions that add up to the logit exactly", arguments: Contract.subjects)
    func addsUp(subject: Contract.Subject) throws { try subject.check(AddsUp.self) }

    @Test("starts with what the model it is given says", arguments: Contract.subjects)
    func startsFromModel(subject: Contract.Subject) throws { try subject.check(Starts.self) }

    @Test("says more than a constant of what it has learned", arguments: Contract.subjects)
    func learns(subject: Contract.Subject) throws { try subject.check(Learns.self) }

    @Test("learns less from a later moment of a session", arguments: Contract.subjects)
    func weighs(subject: Contract.Subject) throws { try subject.check(Weighs.self) }

    @Test("makes the same bits of the same examples", arguments: Contract.subjects)
    func repeats(subject: Contract.Subject) throws { try subject.check(Repeats.self) }

    @Test("goes on after a load as if nothing had been", arguments: Contract.subjects)
    func goesOn(subject: Contract.Subject) throws { try subject.check(GoesOn.self) }

    @Test("scores the same when saved for serving", arguments: Contract.subjects)
    func serves(subject: Contract.Subject) throws { try subject.check(Serves.self) }

    @Test("refuses bytes that were changed, cut or are another's", arguments: Contract.subjects)
    func refuses(subject: Contract.Subject) throws { try subject.check(Refuses.self) }

    @Test("tells the logit with every other shipping quote", arguments: Contract.subjects)
    func curves(subject: Contract.Subject) throws { try subject.check(Curves.self) }
}

private typealias Promise = RiskLearnerContract.Promise

private enum AddsUp: Promise {
    static func check<Learner: RiskLearner>(_ learner: Learner.Type) {
        // Before it has learned, with few examples, and with enough for every part of it.
        for count in [0, 50, 2_100] {
            let learner = RiskLearnerContract.learned(
                Learner.self, RiskLearnerContract.examples(count, seed: 1))
            var random = SeededRandom(seed: 2)
            for _ in 0..<300 {
                let bins = RiskBins(.random(&random))
                var numbers = [Int32](repeating: .max, count: RiskFeature.count)
                let logit = numbers.withUnsafeMutableBufferPointer {
                    learner.explain(bins, into: $0)
                }
                #expect(numbers.reduce(Int64(0)) { $0 + Int64($1) } == logit)
                #expect(logit == learner.logit(bins))
                #expect(learner.score(bins).logit == logit)
            }
        }
    }
}

private enum Starts: Promise {
    static func check<Learner: RiskLearner>(_ learner: Learner.Type) {
        let learner = Learner(startingFrom: .shipped)
        var random = SeededRandom(seed: 3)
        for _ in 0..<100 {
            let moment = Moment.random(&random)
            #expect(learner.score(RiskBins(moment)) == RiskModel.shipped.score(moment))
        }
    }
}

private enum Learns: Promise {
    static func check<Learner: RiskLearner>(_ learner: Learner.Type) {
        let learner = RiskLearnerContract.learned(
            Learner.self, RiskLearnerContract.examples(6_000, seed: 4))
        let later = RiskLearnerContract.examples(4_000, seed: 5)
        let share = later.reduce(0.0) { $0 + ($1.isAbandoned ? 1 : 0) } / Double(later.count)
        let constant =
            -share * ElementaryFunctions.log(share)
            - (1 - share) * ElementaryFunctions.log(1 - share)
        let loss = RiskLearnerContract.logLoss(learner, later)
        // What can be known of these examples makes it 0.54; the constant's is 0.69.
        #expect(loss < 0.85 * constant, "\(Learner.kind): \(loss), the constant \(constant)")
        #expect(learner.learned == 6_000)
    }
}

private enum Weighs: Promise {
    static func check<Learner: RiskLearner>(_ learner: Learner.Type) {
        let bins = RiskBins(.sample())
        func rise(ordinal: UInt32) -> Int64 {
            var learner = Learner(startingFrom: .shipped)
            let before = learner.logit(bins)
            learner.learn(RiskExample(bins: bins, isAbandoned: true, ordinal: ordinal))
            return learner.logit(bins) - before
        }
        #expect(rise(ordinal: 1) > rise(ordinal: 4))
        #expect(rise(ordinal: 4) > rise(ordinal: 40))
        #expect(rise(ordinal: 40) > 0)
    }
}

private enum Repeats: Promise {
    static func check<Learner: RiskLearner>(_ learner: Learner.Type) {
        let examples = RiskLearnerContract.examples(2_100, seed: 6)
        let (first, second) = (
            RiskLearnerContract.learned(learner, examples),
            RiskLearnerContract.learned(learner, examples)
        )
        #expect(first.save() == second.save())
    }
}

private enum GoesOn: Promise {
    static func check<Learner: RiskLearner>(_ learner: Learner.Type) throws {
        let examples = RiskLearnerContract.examples(4_400, seed: 7)
        let whole = RiskLearnerContract.learned(learner, examples)
        for pause in [0, 1_000, 2_500] {
            let before = RiskLearnerContract.learned(learner, examples[..<pause])
            var loaded = try Learner(saved: before.save())
            #expect(loaded.canLearn)
            #expect(loaded.learned == Int64(pause))
            for example in examples[pause...] { loaded.learn(example) }
            #expect(loaded.save() == whole.save(), "\(Learner.kind) loaded after \(pause)")
        }
    }
}

private enum Serves: Promise {
    static func check<Learner: RiskLearner>(_ learner: Learner.Type) throws {
        let whole = RiskLearnerContract.learned(
            Learner.self, RiskLearnerContract.examples(2_100, seed: 8))
        let bytes = whole.saveForServing()
        #expect(bytes.count < whole.save().count)
        let served = try Learner(saved: bytes)
        #expect(!served.canLearn)
        #expect(served.learned == whole.learned)
        #expect(served.save() == bytes)
        var random = SeededRandom(seed: 9)
        for _ in 0..<200 {
            let bins = RiskBins(.random(&random))
            #expect(served.logit(bins) == whole.logit(bins))
        }
    }
}

private enum Refuses: Promise {
    static func check<Learner: RiskLearner>(_ learner: Learner.Type) throws {
        let learner = RiskLearnerContract.learned(
            Learner.self, RiskLearnerContract.examples(200, seed: 10))
        let bytes = learner.save()
        for place in stride(from: 4, to: bytes.count, by: 997) {
            var changed = bytes
            changed[place] ^= 0x10
            #expect(throws: RiskLearnerError.self) { try Learner(saved: changed) }
            #expect(throws: RiskLearnerError.self) { try Learner(saved: Array(bytes[..<place])) }
        }
        #expect(throws: RiskLearnerError.notALearner) { try Learner(saved: []) }
        #expect(throws: RiskLearnerError.notALearner) {
            try Learner(saved: Array(RiskModel.shipped.text.utf8))
        }
        let other: [UInt8] =
            Learner.kind == LogisticLearner.kind
            ? BlendedLearner(startingFrom: .shipped).save()
            : LogisticLearner(startingFrom: .shipped).save()
        let found =
            Learner.kind == LogisticLearner.kind ? BlendedLearner.kind : LogisticLearner.kind
        #expect(throws: RiskLearnerError.otherKind(found: found, wanted: Learner.kind)) {
            try Learner(saved: other)
        }
    }
}

private enum Curves: Promise {
    static func check<Learner: RiskLearner>(_ learner: Learner.Type) {
        let learner = RiskLearnerContract.learned(
            Learner.self, RiskLearnerContract.examples(2_100, seed: 11))
        let bins = RiskBins(.sample())
        let curve = learner.shippingCurve(bins)
        #expect(curve.count == RiskFeature.shippingShare.binCount)
        // No quote; free; 10 of 40 EUR; 60 of 40 EUR.
        for (bin, quote) in [(0, -1), (2, 0), (7, 1_000), (13, 6_000)] as [(Int, Int64)] {
            let quoted = Moment.sample {
                $0.shippingMinor = quote
                if quote >= 0 { $0.shippingCurrency = euro }
            }
            #expect(RiskBins(quoted)[.shippingShare] == bin)
            #expect(curve[bin] == learner.logit(RiskBins(quoted)))
        }
    }
}
