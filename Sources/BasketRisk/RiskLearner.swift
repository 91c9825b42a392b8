/// A model that learns from closed sessions, one example after the other, in constant memory.
///
/// Every learner is deterministic: the same examples in the same order make the same bits, across a
/// ``save()`` and a load too. Logits and contributions are integers in units of 2^-20, and the
/// contributions of a moment add up to its logit exactly. One test suite holds them all to this.
public protocol RiskLearner: Sendable {
    /// What stored models and SQL know the kind by: stable.
    static var kind: String { get }

    /// - Parameter model: what the first risks are made with, until examples say otherwise.
    init(startingFrom model: RiskModel)

    /// Reads what ``save()`` or ``saveForServing()`` wrote.
    ///
    /// - Throws: for bytes that are damaged, of another kind or format, or of other features.
    init(saved bytes: [UInt8]) throws(RiskLearnerError)

    /// Whether it can go on learning: false for one read from ``saveForServing()``.
    var canLearn: Bool { get }

    /// How many examples it has learned from.
    var learned: Int64 { get }

    /// Learns from one example. A session's come together, in the order of their ordinals.
    ///
    /// - Precondition: ``canLearn``.
    mutating func learn(_ example: RiskExample)

    /// The logit of the risk at a moment, in units of 2^-20.
    func logit(_ bins: RiskBins) -> Int64

    /// The same, with what each feature added.
    ///
    /// - Parameter contributions: receives ``RiskFeature/count`` numbers, in the features' order,
    ///   that add up to the logit.
    /// - Precondition: `contributions` has room for them.
    func explain(_ bins: RiskBins, into contributions: UnsafeMutableBufferPointer<Int32>) -> Int64

    /// All that it knows, as bytes.
    func save() -> [UInt8]

    /// What risks are made with and nothing more: what a processor needs.
    func saveForServing() -> [UInt8]
}

extension RiskLearner {
    /// The risk at a moment, with the logit that it comes from.
    public func score(_ bins: RiskBins) -> Score { RiskModel.score(logit: logit(bins)) }

    /// The logits with other shipping quotes, all else as it is: one for each bin of
    /// ``RiskFeature/shippingShare``, for models whose contributions alone do not tell.
    public func shippingCurve(_ bins: RiskBins) -> [Int64] {
        (0..<RiskFeature.shippingShare.binCount).map { share in
            var changed = bins
            changed.quoteShipping(share: share)
            return logit(changed)
        }
    }
}
