import BasketEvents
import Testing

@testable import BasketSessions

/// The hand-made parts of the state against plain collections, over many random steps.
@Suite("A part of the state")
struct PartsTests {
    @Test("finds the shoppers that were put in, and no others", arguments: UInt64(0)..<20)
    func index(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var index = ShopperIndex()
        var sessions: [OpenSession] = []
        var model: [StableHash: Int32] = [:]
        for step in 0..<3000 {
            // Few homes and few tags, so that strangers meet.
            let shopper = StableHash(
                high: random.next(upperBound: 3) << 56 | random.next(upperBound: 40),
                low: random.next(upperBound: 6))
            if let slot = model[shopper] {
                if random.chance(0.6) {
                    index.remove(shopper, in: sessions)
                    model[shopper] = nil
                } else {
                    sessions.append(session(shopper, step))
                    index.replace(shopper, slot: Int32(sessions.count - 1), in: sessions)
                    model[shopper] = Int32(sessions.count - 1)
                    #expect(index.find(shopper, in: sessions) != slot)
                }
            } else {
                sessions.append(session(shopper, step))
                index.insert(shopper, slot: Int32(sessions.count - 1), in: sessions)
                model[shopper] = Int32(sessions.count - 1)
            }
            let other = StableHash(
                high: random.next(upperBound: 3) << 56 | random.next(upperBound: 40),
                low: random.next(upperBound: 6))
            #expect(index.find(other, in: sessions) == model[other] ?? -1, "seed \(seed)")
            #expect(index.count == model.count)
        }
        for (shopper, slot) in model {
            #expect(index.find(shopper, in: sessions) == slot, "seed \(seed)")
        }
    }

    @Test("hands out timers by due time, then key, each when it is due", arguments: UInt64(0)..<30)
    func wheel(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let gap = random.next(in: 1...1_000_000)
        var wheel = TimerWheel(gapMilliseconds: gap)
        var sessions: [OpenSession] = []
        var waiting: [(due: Int64, slot: Int32)] = []
        var now = random.next(in: 0...1_000_000_000)
        wheel.startAt(now)
        for step in 0..<1500 {
            for _ in 0..<random.index(below: 3) {
                // Near, far, and far beyond the ring.
                let reach = [gap / 100, gap, gap * 50][random.index(below: 3)]
                var session = session(StableHash(high: 0, low: 0), step)
                session.scheduled = now + random.next(in: -5...reach + 1)
                sessions.append(session)
                let slot = Int32(sessions.count - 1)
                wheel.schedule(slot, due: session.scheduled, key: session.key)
                waiting.append((session.scheduled, slot))
            }
            now += random.chance(0.02) ? gap * 60 : random.next(in: 0...gap / 50 + 1)
            if wheel.isBehind(now) { wheel.advance(to: now, sessions: sessions) }
            var fired: [(due: Int64, slot: Int32)] = []
            while let timer = wheel.popDue(by: now) {
                fired.append((timer.due, timer.slot))
                sessions[Int(timer.slot)].scheduled = .max
            }
            let expected = waiting.filter { $0.due <= now }
                .sorted { ($0.due, $0.slot) < ($1.due, $1.slot) }
            waiting.removeAll { $0.due <= now }
            #expect(fired.map(\.slot) == expected.map(\.slot), "seed \(seed)")
            #expect(fired.map(\.due) == expected.map(\.due), "seed \(seed)")
        }
    }

    @Test("remembers the shoppers who came last", arguments: UInt64(0)..<20)
    func history(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let capacity = random.index(below: 60)
        var history = ShopperHistory(capacity: capacity, memoryMilliseconds: 5000)
        var model: [(shopper: StableHash, end: Int64, sessions: UInt32, purchases: UInt32)] = []
        var now: Int64 = 0
        for _ in 0..<3000 {
            func anybody() -> StableHash {
                StableHash(
                    high: random.next(upperBound: 3) << 56, low: random.next(upperBound: 40))
            }
            now += random.next(in: 0...100) * (random.chance(0.01) ? 100 : 1)
            let shopper = anybody()
            let purchased = random.chance(0.3)
            history.add(shopper, end: now, purchased: purchased)
            let before = model.firstIndex { $0.shopper == shopper }.map { model.remove(at: $0) }
            model.append(
                (
                    shopper, now, (before?.sessions ?? 0) + 1,
                    (before?.purchases ?? 0) + (purchased ? 1 : 0)
                ))
            model.removeAll { now - $0.end > 5000 }
            if model.count > capacity { model.removeFirst(model.count - capacity) }

            let other = anybody()
            let known = model.last { $0.shopper == other }
            let entry = history.entry(of: other, at: now)
            #expect(entry?.sessions == known?.sessions, "seed \(seed)")
            #expect(entry?.purchases == known?.purchases, "seed \(seed)")
            #expect(entry?.end == known?.end, "seed \(seed)")
            #expect(history.count == model.count)
        }
        var order: [StableHash] = []
        var standing = history.standing
        while let entry = standing.next() { order.append(entry.shopper) }
        #expect(order == model.map(\.shopper))
    }

    @Test("remembers the last 64 ids of each session", arguments: UInt64(0)..<20)
    func ids(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var ids = RememberedIDs()
        var lists = Array(repeating: RememberedIDs.List(), count: 8)
        var model = Array(repeating: [UInt64](), count: 8)
        for _ in 0..<3000 {
            let at = random.index(below: lists.count)
            let id = random.next(upperBound: 100)
            #expect(ids.contains(id, in: lists[at]) == model[at].contains(id), "seed \(seed)")
            if random.chance(0.004) {
                ids.remove(&lists[at])
                model[at] = []
            } else if !model[at].contains(id) {
                ids.insert(id, into: &lists[at])
                model[at] = (model[at] + [id]).suffix(SessionLimit.rememberedIDs)
            }
        }
        for (list, expected) in zip(lists, model) {
            #expect(ids.ids(of: list).sorted() == expected.sorted(), "seed \(seed)")
        }
    }

    @Test("keeps the four latest times, whatever their order", arguments: UInt64(0)..<100)
    func recentTimes(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let times = (0..<random.index(below: 8) + 2).map { _ in random.next(in: 0...20) }
        func recent(_ times: ArraySlice<Int64>) -> (RecentTimes, end: Int64) {
            var recent = RecentTimes()
            var end = times.first!
            for time in times.dropFirst() {
                recent.insert(time, end: end)
                end = max(end, time)
            }
            return (recent, end)
        }
        let latest = times.sorted().suffix(4)
        let (whole, _) = recent(times[...])
        #expect(Int(whole.count) == latest.count, "seed \(seed)")
        #expect(whole.span == latest.last! - latest.first!, "seed \(seed)")

        let cut = random.index(below: times.count - 1) + 1
        var (left, leftEnd) = recent(times[..<cut])
        let (right, rightEnd) = recent(times[cut...])
        left.merge(right, otherEnd: rightEnd, end: leftEnd)
        leftEnd = max(leftEnd, rightEnd)
        #expect(left.back == whole.back, "seed \(seed)")
    }

    @Test("costs what it is said to")
    func sizes() {
        #expect(MemoryLayout<OpenSession>.stride == 128)
    }

    private func session(_ shopper: StableHash, _ step: Int) -> OpenSession {
        OpenSession(
            key: SessionKey(rawValue: Int64(step)), shopper: shopper, time: 0, lastEvent: .view)
    }
}
