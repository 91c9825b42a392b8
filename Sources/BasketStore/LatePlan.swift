import BasketEvents
import BasketSessions

/// Finds for the late records of one shopper the outcomes that they amend.
///
/// Pure: the order that the records come in does not matter.
struct LatePlan {
    /// An outcome of the shopper, with what its session reaches over.
    struct Candidate {
        let session: Int64
        let day: Int32
        var start: Int64
        var end: Int64

        func distance(to time: Int64) -> Int64 { max(0, start - time, time - end) }
    }

    private var candidates: [Candidate]
    private let gap: Int64
    private let generation: UInt8
    private var found: [Int: [Amendment.Record]] = [:]

    /// - Parameter gap: in milliseconds.
    init(_ candidates: [Candidate], gap: Int64, generation: UInt8) {
        // The lower key comes first where two are as near: of two sessions it would have survived.
        self.candidates = candidates.sorted { $0.session < $1.session }
        self.gap = gap
        self.generation = generation
    }

    mutating func amendments(of records: [Amendment.Record]) -> [Amendment] {
        var left = records
        // What joins a session makes it reach further, as an event in time does.
        while true {
            let reach = candidates
            var next: [Amendment.Record] = []
            for record in left {
                if let place = nearest(to: record.event.time.milliseconds, among: reach) {
                    take(record, into: place)
                } else {
                    next.append(record)
                }
            }
            if next.count == left.count { break }
            left = next
        }
        let joined = found.sorted { $0.key < $1.key }.map { place, records in
            Amendment(
                target: .outcome(
                    session: candidates[place].session, day: candidates[place].day),
                records: records)
        }
        return joined + runs(of: left).map(own)
    }

    private func nearest(to time: Int64, among reach: [Candidate]) -> Int? {
        let near = reach.indices.filter { reach[$0].distance(to: time) <= gap }
        return near.min {
            (reach[$0].distance(to: time), $0) < (reach[$1].distance(to: time), $1)
        }
    }

    private mutating func take(_ record: Amendment.Record, into place: Int) {
        let time = record.event.time.milliseconds
        candidates[place].start = min(candidates[place].start, time)
        candidates[place].end = max(candidates[place].end, time)
        found[place, default: []].append(record)
    }

    /// Those that no session is near: neighbours lie at most the gap apart.
    private func runs(of records: [Amendment.Record]) -> [[Amendment.Record]] {
        var runs: [[Amendment.Record]] = []
        var last: EventTime?
        for record in records.sorted(by: { $0.event.time < $1.event.time }) {
            if let last, record.event.time.milliseconds - last.milliseconds <= gap {
                runs[runs.count - 1].append(record)
            } else {
                runs.append([record])
            }
            last = record.event.time
        }
        return runs
    }

    /// A session that late records make by themselves has the key of the first of them: that record
    /// has opened no other one.
    private func own(_ records: [Amendment.Record]) -> Amendment {
        let events = LateEvents(records.map(\.event))
        let first = records.map(\.place).min {
            ($0.partition, $0.offset) < ($1.partition, $1.offset)
        }
        guard events.hasBasket, let first else {
            return Amendment(target: .nothing, records: records)
        }
        let key = SessionKey(
            generation: generation, partition: first.partition, offset: first.offset)
        return Amendment(
            target: .own(session: key.rawValue, day: events.start.day), records: records)
    }
}
