import BasketEvents
import BasketPipeline
import BasketRisk
import BasketSessions

/// What a seed decides before its run begins: how large everything is, how the processors are set,
/// and which faults come how often.
///
/// Each run has some kinds of faults and not others, so that a rare one is not always hidden behind
/// the same frequent one.
public struct SimulationPlan: Sendable {
    public let seed: UInt64
    var partitions = 1
    var instances = 1
    /// How many records the shop sends in the end.
    var records = 0
    var shoppers = 1
    /// One of two sets of session settings and two models is drawn for each process that starts.
    var sessions: [SessionSettings] = []
    var models: [RiskModel] = []
    var flushMilliseconds = 50
    var flushRows = 50_000
    var waitingRows = 200_000
    var checkpointMilliseconds = 10_000
    var checkpointRecords: Int?
    var checkpointSizes = CheckpointSizes()
    /// Whether checkpoints may be damaged in the store, and a state is made anew from an older one.
    var rebuildsState = false
    var endQuestionMilliseconds = 1_000
    /// Microseconds that a reply of the store takes at most.
    var storeDelay: Int64 = 20_000
    /// How long a member may be silent, in microseconds.
    var sessionTimeout: Int64 = 6_000_000
    /// Whether records may be gone before they are read, and are passed over then.
    var losesRecords = false
    var faults = FaultRates()
    var dirt = DirtRates()

    public init(seed: UInt64) {
        self.seed = seed
        var random = SeededRandom(seed: seed, stream: 1)
        partitions = 1 + random.index(below: 4)
        instances = 1 + random.index(below: 3)
        records = 40 + random.index(below: 160)
        shoppers = 2 + random.index(below: 9)
        sessions = [SimulationPlan.sessions(&random), SimulationPlan.sessions(&random)]
        if random.chance(0.5) { sessions[1] = sessions[0] }
        models = [.shipped, SimulationPlan.otherModel]
        if random.chance(0.5) { models[1] = .shipped }
        flushMilliseconds = [20, 50, 200, 800][random.index(below: 4)]
        flushRows = [3, 50, 50_000][random.index(below: 3)]
        waitingRows = [5, 40, 200_000][random.index(below: 3)]
        checkpointMilliseconds = [100, 1_000, 5_000, 60_000][random.index(below: 4)]
        checkpointRecords = random.chance(0.3) ? 1 + random.index(below: 20) : nil
        checkpointSizes.chunk = [40, 400, 1 << 20][random.index(below: 3)]
        checkpointSizes.flush = [40, 2_000, 1 << 20][random.index(below: 3)]
        checkpointSizes.lastFlush = [4_000, 5_000, 16 << 20][random.index(below: 3)]
        endQuestionMilliseconds = [300, 1_000, 1_000, 4_000][random.index(below: 4)]
        storeDelay = [2_000, 20_000, 300_000, 2_000_000][random.index(below: 4)]
        sessionTimeout = [2_000_000, 6_000_000][random.index(below: 2)]
        losesRecords = random.chance(0.2)
        rebuildsState = random.chance(0.3)
        faults = FaultRates(&random)
        if !rebuildsState { faults.damage = 0 }
        // Where nothing may be lost, the way out of damage must stay open.
        if rebuildsState, !losesRecords { faults.retention = 0 }
        dirt = DirtRates(&random)
        // Drawn last, so that it changes nothing else of a seed's run.
        if random.chance(0.3) {
            let most = 1 + random.index(below: 4)
            for index in sessions.indices { sessions[index].mostQuarantined = most }
        }
    }

    private static func sessions(_ random: inout SeededRandom) -> SessionSettings {
        var settings = SessionSettings()
        let gap = random.next(in: 1_000...10_000)
        settings.gapMilliseconds = gap
        settings.disorderMilliseconds = random.next(in: 0...1_000)
        settings.aheadMilliseconds = 2_000
        settings.silenceMilliseconds = random.chance(0.8) ? [gap / 8, gap / 3, gap * 3 / 4] : []
        settings.rememberedShoppers = random.index(below: 6)
        settings.rememberedMilliseconds = random.next(in: 5_000...90_000)
        if random.chance(0.3) { settings.longestMilliseconds = random.next(in: gap...3 * gap) }
        if random.chance(0.3) { settings.mostEvents = 1 + random.index(below: 12) }
        if random.chance(0.3) { settings.openSessions = 1 + random.index(below: 6) }
        return settings
    }

    /// A model that gives other scores than the shipped one.
    private static let otherModel = RiskModel(
        version: RiskModel.shipped.version + 1,
        weights: RiskModel.shipped.weights.enumerated().map { $1 &+ Int32($0 % 7) &* 1_000 })
}
