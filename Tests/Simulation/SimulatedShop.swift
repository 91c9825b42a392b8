import BasketEvents

/// Sends what a shop and its careless relatives send: events in and out of order, late, ahead of
/// their time, twice; and records that are no events at all.
struct SimulatedShop {
    private var random: SeededRandom
    private let plan: SimulationPlan
    private var number = 0
    private var sent: [(shopper: Int, key: [UInt8]?, value: [UInt8]?)] = []
    /// How far the wall clock of the machine is off, in milliseconds.
    var wallClockError: Int64 = 0

    /// 2025-11-26 08:00 UTC, when the simulation begins, in milliseconds.
    static let start: Int64 = 1_764_144_000_000

    init(_ plan: SimulationPlan) {
        self.plan = plan
        random = SeededRandom(seed: plan.seed, stream: 2)
    }

    var isDone: Bool { number >= plan.records }

    /// Appends a few records.
    mutating func send(_ count: Int, to partitions: [SimulatedPartition], at time: Int64) {
        for _ in 0..<min(count, plan.records - number) { sendOne(to: partitions, at: time) }
    }

    private mutating func sendOne(to partitions: [SimulatedPartition], at time: Int64) {
        number += 1
        let now = SimulatedShop.start + time / 1_000
        let timestamp =
            random.chance(plan.dirt.withoutTimestamp) ? nil : now + wallClockError
        let shopper = random.index(below: plan.shoppers)
        let record: (shopper: Int, key: [UInt8]?, value: [UInt8]?)
        if let earlier = sent.last, random.chance(plan.dirt.duplicate) {
            // Mostly what came just before; now and then something old.
            record =
                random.chance(0.6)
                ? earlier : sent[random.index(below: sent.count)]
        } else {
            record = (shopper, key(shopper), value(shopper, now))
            sent.append(record)
        }
        let partition = partitions[record.shopper % partitions.count]
        partition.append(
            key: record.key, value: record.value, timestamp: timestamp, at: time)
        if random.chance(plan.dirt.gap) { partition.skip(random.next(in: 1...3)) }
    }

    private mutating func key(_ shopper: Int) -> [UInt8]? {
        if random.chance(plan.dirt.keyless) { return nil }
        if random.chance(plan.dirt.otherKey) { return Array("another".utf8) }
        return Array("u\(shopper)".utf8)
    }

    private mutating func value(_ shopper: Int, _ now: Int64) -> [UInt8]? {
        if random.chance(plan.dirt.tombstone) { return nil }
        if random.chance(plan.dirt.malformed) {
            return Array(["{\"id\":", "[]", "{}", "\u{1}"][random.index(below: 4)].utf8)
        }
        let head =
            "{\"id\":\"e\(number)\",\"time_ms\":\(eventTime(now)),\"shopper_id\":\"u\(shopper)\""
        return Array((head + deed() + "}").utf8)
    }

    private mutating func eventTime(_ now: Int64) -> Int64 {
        if random.chance(plan.dirt.ahead) { return now + random.next(in: 1...60_000) }
        if random.chance(plan.dirt.late) { return now - random.next(in: 500...40_000) }
        if random.chance(plan.dirt.disordered) { return now - random.next(in: 0...900) }
        return now
    }

    private mutating func deed() -> String {
        let product = random.index(below: 5)
        let price = 100 * (1 + random.index(below: 90))
        let currency = random.chance(0.9) ? "EUR" : "USD"
        let line =
            ",\"product_id\":\"p\(product)\",\"quantity\":\(1 + random.index(below: 3))"
            + ",\"price_minor\":\(price),\"currency\":\"\(currency)\""
        switch random.index(below: 12) {
        case 0...2: return ",\"type\":\"view\",\"product_id\":\"p\(product)\",\"device\":\"phone\""
        case 3: return ",\"type\":\"view\",\"page\":\"/list\""
        case 4...7: return ",\"type\":\"add_to_basket\"" + line
        case 8: return ",\"type\":\"remove_from_basket\"" + line
        case 9:
            return ",\"type\":\"checkout\",\"shipping_minor\":\(price / 10),\"currency\":\"EUR\","
                + "\"step\":\(1 + random.index(below: 3))"
        case 10: return ",\"type\":\"cancel\",\"reason\":\"shipping\""
        default:
            return ",\"type\":\"purchase\",\"order_id\":\"o\(number)\",\"value_minor\":\(price),"
                + "\"currency\":\"EUR\""
        }
    }
}
