import BasketEvents

/// The shop and who is in it: a simulation in event time, one act of one shopper a step.
///
/// Pure: what it does follows from the settings. The order of its steps is the order of time.
struct Shop: Sendable {
    let catalogue: Catalogue
    let audience: Audience
    var random: SeededRandom
    var departed = DepartedShoppers()
    var counts = TrafficCounts()

    /// Numbers that the next shopper, visit and order get.
    var nextShopper: UInt64
    var nextVisit: UInt64
    var nextOrder: UInt64

    /// The chance that who comes has been here before.
    let returningShare: Double
    private let calendar: TrafficCalendar
    /// What holds now.
    private(set) var period: TrafficCalendar.Period
    private var periodPlace = 0
    private var periodEnd: Int64
    private var arrivals: Arrivals
    /// When the next visit begins; `Int64.max` once the doors are closed.
    private var nextArrival: Int64
    private var wheel: WakeWheel
    private var shoppers: [OpenShopper] = []
    /// The first free place in `shoppers`, which are linked by `behind`.
    private var firstFree = WakeWheel.nobody
    /// What ``callNext()`` read, kept so that the reading is not optimised away.
    private var called: UInt32 = 0

    init(settings: TrafficSettings) {
        random = SeededRandom(seed: settings.seed)
        // A stream of its own: the same shoppers come, whatever the catalogue's size.
        var catalogueRandom = SeededRandom(seed: settings.seed, stream: 1)
        catalogue = Catalogue(
            settings.catalogue, size: settings.catalogueSize, random: &catalogueRandom)
        audience = Audience(settings)
        returningShare = settings.returningShare
        calendar = TrafficCalendar(settings)
        period = calendar.periods[0]
        periodEnd = calendar.end(of: 0)
        nextShopper = settings.firstNumber
        nextVisit = settings.firstNumber
        nextOrder = settings.firstNumber
        arrivals = Arrivals(settings, calendar)
        wheel = WakeWheel(start: settings.start.milliseconds)
        nextArrival = arrivals.next(&random)
    }

    /// Lets nobody in any more; who is in the shop finishes the visit.
    mutating func closeDoors() {
        nextArrival = .max
    }

    /// When the next step is due, in milliseconds; `nil` when the doors are closed and all have left.
    mutating func nextTime() -> Int64? {
        guard counts.openVisits > 0 || nextArrival < .max else { return nil }
        return wheel.nextTime(until: nextArrival) ?? nextArrival
    }

    /// Takes the step that is due at `time`, which ``nextTime()`` gave.
    mutating func step(at time: Int64) -> Deed {
        if time >= periodEnd { turnCalendar(to: time) }
        let woken = wheel.first
        let place: UInt32
        if woken != WakeWheel.nobody, time != nextArrival {
            place = woken
            wheel.takeFirst(leaving: shoppers[Int(place)].behind)
        } else {
            place = placeForArrival()
            shoppers[Int(place)] = arrive(at: time)
            nextArrival = arrivals.next(&random)
        }

        var shopper = shoppers[Int(place)]
        let deed = perform(&shopper, at: time)
        if let wakeTime = goOn(&shopper, at: time) {
            shopper.behind = wheel.hang(place, at: wakeTime)
        } else {
            leave(shopper, at: time)
            shopper.behind = firstFree
            firstFree = place
        }
        shoppers[Int(place)] = shopper
        callNext()
        return deed
    }

    private mutating func turnCalendar(to time: Int64) {
        while periodEnd <= time {
            periodPlace += 1
            periodEnd = calendar.end(of: periodPlace)
        }
        period = calendar.periods[periodPlace]
    }

    /// Reads a word of who wakes next: the memory fetches the line while this deed is written down.
    private mutating func callNext() {
        guard nextTime() != nil, wheel.first != WakeWheel.nobody else { return }
        called &+= shoppers[Int(wheel.first)].behind
    }

    /// Chooses the shopper's next act and says when it is due; `nil`: the shopper leaves.
    private mutating func goOn(_ shopper: inout OpenShopper, at time: Int64) -> Int64? {
        guard let act = choose(for: shopper, at: time) else { return nil }
        let wakeTime = time + dwell(shopper)
        guard wakeTime <= Int64(shopper.untilSeconds) * 1_000 else { return nil }
        shopper.next = act
        return wakeTime
    }

    private mutating func placeForArrival() -> UInt32 {
        guard firstFree == WakeWheel.nobody else {
            let place = firstFree
            firstFree = shoppers[Int(place)].behind
            return place
        }
        shoppers.append(OpenShopper())
        return UInt32(shoppers.count - 1)
    }
}
