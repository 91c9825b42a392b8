import BasketEvents

/// A misfortune: when it happens, to whom, and how long until what is broken is mended.
struct ChaosFault: Sendable {
    enum Kind: String, CaseIterable {
        case killProcessor = "kill -9 of a processor"
        case pauseProcessor = "SIGSTOP of a processor"
        case killLeader = "kill -9 of a leading broker"
        case killPostgres = "kill -9 of PostgreSQL"
        case cutPostgres = "connections to PostgreSQL cut"
        case cutKafka = "connections to Kafka cut"
        case isolateFromPostgres = "nothing through to PostgreSQL"
        case isolateFromKafka = "nothing through to Kafka"

        /// How often it is drawn, in a hundred.
        var weight: Int {
            switch self {
            case .killProcessor: 20
            case .pauseProcessor: 18
            case .killLeader, .killPostgres, .cutPostgres, .cutKafka: 12
            case .isolateFromPostgres, .isolateFromKafka: 7
            }
        }

        /// From and to, in seconds. What a group does about it changes at its session time-out.
        var lengths: ClosedRange<Double> {
            switch self {
            case .killProcessor, .killPostgres: 0.5...4
            case .pauseProcessor, .isolateFromKafka: 1...14
            case .killLeader: 2...8
            case .isolateFromPostgres: 2...10
            case .cutPostgres, .cutKafka: 0...0
            }
        }
    }

    /// What one fault at a time may have.
    enum Victim: Hashable {
        case processor(Int)
        case broker
        case postgres

        /// How long it is left alone once it is mended, in seconds.
        var rest: Double {
            switch self {
            case .processor: 2
            // It is started, and fetches what it missed: with another one gone nobody could write.
            case .broker: 15
            case .postgres: 6
            }
        }
    }

    let kind: Kind
    /// Since the beginning, in seconds.
    let start: Double
    /// In seconds.
    let length: Double
    let victim: Victim
}

/// All that is to happen, drawn from a seed.
struct ChaosPlan {
    /// In the order of their starts.
    let faults: [ChaosFault]

    static let processors = 3

    /// - Parameters:
    ///   - seconds: how long it goes on.
    ///   - pace: from one fault to the next, in seconds.
    ///   - kinds: what may happen; one at least.
    init(
        seed: UInt64, seconds: Double, pace: ClosedRange<Double>,
        only kinds: [ChaosFault.Kind] = ChaosFault.Kind.allCases
    ) {
        var random = SeededRandom(seed: seed)
        func between(_ range: ClosedRange<Double>) -> Double {
            range.lowerBound + random.uniform() * (range.upperBound - range.lowerBound)
        }
        let lots = kinds.flatMap { Array(repeating: $0, count: $0.weight) }
        var busyUntil: [ChaosFault.Victim: Double] = [:]
        var faults: [ChaosFault] = []
        var time = between(pace)
        while time < seconds {
            let kind = lots[random.index(below: lots.count)]
            let victim = ChaosPlan.victim(of: kind, random.index(below: ChaosPlan.processors))
            // Whoever suffers already is passed over, and something else happens.
            guard busyUntil[victim, default: 0] <= time else {
                time += 0.5
                continue
            }
            let length = between(kind.lengths)
            busyUntil[victim] = time + length + victim.rest
            faults.append(ChaosFault(kind: kind, start: time, length: length, victim: victim))
            time += between(pace)
        }
        self.faults = faults
    }

    private static func victim(of kind: ChaosFault.Kind, _ drawn: Int) -> ChaosFault.Victim {
        switch kind {
        case .killLeader: .broker
        case .killPostgres: .postgres
        default: .processor(drawn)
        }
    }
}
