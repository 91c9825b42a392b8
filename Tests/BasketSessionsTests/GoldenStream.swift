import BasketEvents

@testable import BasketSessions

/// The stream whose state the golden checkpoints hold: some of everything that a state can hold.
enum GoldenStream {
    /// The state behind all of it, its rows taken.
    ///
    /// - Parameter format: that of the program which made the state: since 2 sessions had limits, since
    ///   3 it was known which records were refused, and something of the topic.
    static func state(format: UInt32 = CheckpointFormat.version) -> PartitionState {
        var settings = SessionSettings()
        if format < 2 { settings.liftLimits() }
        settings.mostQuarantined = format < 3 ? SessionLimit.refusalWindow : 2
        settings.silenceMilliseconds = [60_000, 300_000]
        settings.rememberedShoppers = 50
        var partition = TestPartition(settings, firstOffset: 1_000)
        for event in shoppers { partition.take(event) }
        partition.take(TestRecord(key: nil, value: Array("{}".utf8)))
        for _ in 0..<(format < 3 ? 0 : 9) {
            partition.take(TestRecord(key: nil, value: Array("<html>".utf8)))
        }
        partition.state.skip(to: partition.ledger.nextOffset + 3, as: .absent)
        partition.tick(to: TestEvent.dawn + 3_700_000)
        for event in latecomers { partition.take(event) }
        _ = partition.rows()
        if format < 3 { partition.state.refusals = RefusalWindow() }
        partition.state.traces =
            format < 3
            ? TopicTraces()
            : TopicTraces(
                partitions: 12, movedBefore: partition.ledger.nextOffset - 40,
                lastRecord: RecordMark(
                    offset: partition.ledger.nextOffset - 1, timestampMilliseconds: TestEvent.dawn))
        return partition.state
    }

    /// Small shops of a few shoppers each: baskets, orders, merges, closed sessions.
    private static var shoppers: [TestEvent] {
        var events: [TestEvent] = []
        for seed in UInt64(0)..<24 {
            for event in RandomShop(seed: seed, count: 30).events {
                events.append(
                    event.with {
                        $0.shopper = "shopper-\(seed)-\($0.shopper)"
                        $0.time += Int64(seed) * 120_000
                    })
            }
        }
        return events.sorted { ($0.time, $0.shopper, $0.id) < ($1.time, $1.shopper, $1.id) }
    }

    /// Open at the end: more ids than are remembered, a long list, orders, a cancel, new words.
    private static var latecomers: [TestEvent] {
        let start = TestEvent.dawn + 3_700_000
        var events: [TestEvent] = []
        for number in 0..<100 {
            events.append(.view("v-\(number)", at: start + Int64(number) * 10, page: "/cart"))
        }
        for number in 0..<30 {
            let add = TestEvent.add(
                "a-\(number)", at: start + Int64(number) * 1_000, "p-\(number)",
                price: Int64(number) * 1_000_003, currency: number % 7 == 0 ? "USD" : "EUR")
            events.append(add.with { $0.shopper = "hoarder" })
        }
        for number in 0..<3 {
            let order = TestEvent(.purchase, "o-\(number)", at: start + Int64(number)).with {
                $0.shopper = "buyer"
                $0.order = "order-\(number)"
                $0.value = Int64(number + 1) * 999_999
                $0.currency = "EUR"
            }
            events.append(order)
        }
        let cancel = TestEvent(.cancel, "c-1", at: start + 5_000).with {
            $0.shopper = "hoarder"
            $0.device = "watch"
            $0.country = "NZ"
            $0.session = "shop-session-1"
        }
        let checkout = TestEvent.checkout("k-1", at: start + 4_000, shipping: 490).with {
            $0.shopper = "hoarder"
            $0.step = 2
        }
        return events + [cancel, checkout]
    }
}
