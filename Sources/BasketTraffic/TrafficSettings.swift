import BasketEvents

/// What the simulated shop is asked for. The same settings give the same bytes, always.
public struct TrafficSettings: Hashable, Sendable {
    /// Everything that is drawn follows from it.
    public var seed: UInt64 = 1
    /// When the shop opens, empty, in event time. 2025-11-26 08:00 UTC unless set.
    public var start = EventTime(milliseconds: 1_764_144_000_000)
    /// How many visits begin each second of event time, on average; they come as a Poisson process.
    public var visitsPerSecond = 4.0
    /// How their number moves with the clock; the mean stays the same.
    public var rhythm = ArrivalRhythm.steady
    /// The chance that who comes has been here before.
    public var returningShare = 0.35
    /// Where shoppers live, what they use, and what brings them.
    public var countries = TrafficMix.countries
    public var devices = TrafficMix.devices
    public var channels = TrafficMix.channels
    public var campaigns: [TrafficCampaign] = []
    public var shifts: [TrafficShift] = []
    /// The share of visits that bots make.
    public var botShare = 0.0
    /// The share of shoppers whose devices' clocks are wrong.
    public var wrongClockShare = 0.0
    public var catalogue = CatalogueLaw.standard
    /// Products on sale: 8 to 65,536.
    public var catalogueSize = 10_000
    /// The number of the first event, shopper, visit and order; streams that share a topic need ranges
    /// of their own, or their shoppers are taken for the same people.
    public var firstNumber: UInt64 = 1
    public var faults = TrafficFaults()

    public init() {}

    /// What keeps the settings from being used, a sentence each; empty when nothing does.
    public var problems: [String] {
        var problems = faults.problems
        if !(visitsPerSecond > 0 && visitsPerSecond <= TrafficLimit.visitsPerSecond) {
            problems.append(
                "visits a second must be more than 0 and at most \(TrafficLimit.visitsPerSecond)")
        }
        if !TrafficLimit.catalogue.contains(catalogueSize) {
            problems.append("the catalogue must hold 8 to 65536 products")
        }
        if !TrafficLimit.start.contains(start.milliseconds) {
            problems.append("the start must lie in the years 2000 to 2090")
        }
        problems += storyProblems
        if firstNumber > TrafficLimit.firstNumber {
            problems.append("the first number must be at most \(TrafficLimit.firstNumber)")
        }
        return problems
    }
}

extension TrafficSettings {
    private var storyProblems: [String] {
        var problems: [String] = []
        if ![returningShare, botShare, wrongClockShare].allSatisfy((0...1).contains) {
            problems.append(
                "the shares of returning shoppers, bots and wrong clocks must be 0 to 1")
        }
        if !shifts.allSatisfy(\.isSound) {
            problems.append(
                "a shift's factor must be 0 to 1000 (patience: 0.001 at least), its times after the start"
            )
        }
        if botShare == 0, shifts.contains(where: { $0.knob == .bots }) {
            problems.append("there must be bots for a shift of bots to multiply")
        }
        if !campaigns.allSatisfy(\.isSound) {
            problems.append(
                "a campaign must bring more than 0 and at most 10000 % more visits, after the start"
            )
        }
        if catalogue.counts(size: catalogueSize).reduce(0, +) > TrafficLimit.catalogue.upperBound {
            problems.append("the catalogue lists so much that it holds more than 65536 products")
        }
        return problems
    }
}

/// Limits of the simulation, each with its reason.
public enum TrafficLimit {
    /// No fewer than there are categories, no more than a basket's line can name in two bytes.
    public static let catalogue = 8...65_536
    /// About 2.5 million shoppers at a time, 160 MB of them.
    public static let visitsPerSecond = 10_000.0
    /// 2000 to 2090: what an event may say, and room to go on.
    public static let start: ClosedRange<Int64> = 946_684_800_000...3_786_912_000_000
    /// Ids stay within 19 digits.
    public static let firstNumber: UInt64 = 1_000_000_000_000_000_000
}
