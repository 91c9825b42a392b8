import BasketEvents
import BasketSessions
import Testing

@testable import BasketStore

private let gap: Int64 = 30

@Suite("The session of a late record")
struct LatePlanTests {
    private func record(_ offset: Int64, _ time: Int64, _ type: String = "purchase")
        -> Amendment
        .Record
    {
        var reader = EventReader()
        let text = #"{"id":"e-\#(offset)","type":"\#(type)","time_ms":\#(time),"shopper_id":"u-1"}"#
        let reason = Array(text.utf8).withUnsafeBytes { reader.read($0) }
        precondition(reason == nil, "the test's own event is good")
        return .init(
            place: QuarantinePlace(partition: 2, offset: offset),
            event: LateEvent(reader.event, written: nil, SessionSettings()))
    }

    private func candidate(_ session: Int64, _ start: Int64, _ end: Int64) -> LatePlan.Candidate {
        .init(session: session, day: 0, start: morning + start, end: morning + end)
    }

    private func plan(
        _ candidates: [LatePlan.Candidate], _ times: [Int64], _ type: String = "purchase"
    ) -> [[Int64]] {
        let records = times.enumerated().map { record(Int64($0), morning + $1, type) }
        func told(_ records: [Amendment.Record]) -> [[Int64]] {
            var plan = LatePlan(candidates, gap: gap, generation: 0)
            return plan.amendments(of: records).map { amendment in
                let session: Int64 =
                    switch amendment.target {
                    case .outcome(let session, _): session
                    case .own(let session, _): session & 0xFF_FFFF_FFFF
                    case .nothing: -1
                    }
                return [session] + amendment.records.map(\.place.offset).sorted()
            }
        }
        let answer = told(records)
        #expect(told(records.reversed()) == answer, "the order does not matter")
        return answer
    }

    @Test(
        "is the nearest within the gap, before it or after it",
        arguments: [
            ([-30], [[7, 0]]), ([-31], [[0, 0]]), ([130], [[7, 0]]), ([131], [[0, 0]]),
            ([50], [[7, 0]]), ([144], [[7 + 1, 0]]), ([-20, 199], [[7, 0], [8, 1]]),
        ] as [([Int64], [[Int64]])])
    func nearest(times: [Int64], expected: [[Int64]]) {
        #expect(plan([candidate(8, 170, 200), candidate(7, 0, 100)], times) == expected)
    }

    @Test("is the one with the lower key where two are as near")
    func tie() {
        #expect(plan([candidate(9, 0, 10), candidate(3, 30, 40)], [20]) == [[3, 0]])
    }

    @Test("reaches further by what joins it")
    func chain() {
        #expect(plan([candidate(7, 0, 100)], [125, 150, 175]) == [[7, 0, 1, 2]])
        #expect(plan([candidate(7, 0, 100)], [-25, -50, -81]) == [[7, 0, 1], [2, 2]])
    }

    @Test("is made of neighbours where there is none, if they have a basket")
    func own() {
        #expect(plan([], [0, 30, 61]) == [[0, 0, 1], [2, 2]])
        #expect(plan([], [0, 100], "view") == [[-1, 0], [-1, 1]])
    }
}
