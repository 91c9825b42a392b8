/// One of the things a risk is made from: each adds its contribution to the logit.
///
/// A feature sorts what is known at a moment into bins; the model holds one weight a bin. Missing
/// is a bin of its own. Order and names are stable: stored contributions are read by them.
/// docs/model.md defines each with its bins.
public enum RiskFeature: UInt8, CaseIterable, Sendable {
    case bias

    case shippingShare
    case value
    case items
    case products
    case dearest
    case meanPrice

    case views
    case productViews
    case adds
    case removes
    case checkouts
    case step

    case silence
    case sinceStart
    case sinceFirstAdd
    case sinceBasketChange
    case sinceCheckout
    case sinceCancel
    case pace

    case lastEvent
    case lastPages

    case hour
    case weekday
    case history
    case daysSince
    case device
    case channel
    case country

    case silenceByCheckout
    case shippingBySilence
    case shippingByValue

    /// How many features there are, and so how many contributions a score has: as many as ``PerFeature``
    /// has room for.
    public static let count = 32

    /// Its place among the contributions, from 0.
    @inlinable
    public var index: Int { Int(rawValue) }

    /// Its name in SQL, in stored models and in docs/model.md: stable, snake_case.
    public var name: String { definition.name }

    /// What its bins are bins of; "one of" for what is no quantity.
    public var unit: String { definition.unit }

    /// What it says, in a sentence.
    public var meaning: String { definition.meaning }

    /// How many bins it has, the missing one included: 1 to 256.
    public var binCount: Int { definition.binCount }
}

/// Something for each feature. It is full: a feature more makes it a `SIMD64`.
typealias PerFeature<Scalar: SIMDScalar> = SIMD32<Scalar>
