import Synchronization
import Testing

@testable import BasketTelemetry

@Suite("A repeated line")
struct RepeatedLineTests {
    @Test("is written at first, then once an interval with how many it stands for")
    func interval() {
        let lines = Lines()
        let log = Log(
            component: "store", level: .info, sink: lines.add, now: { LogTime(milliseconds: 0) })
        let start = ContinuousClock.now
        let seconds = Atomic(0)
        var line = RepeatedLine(.warning, atMostEvery: .seconds(10)) {
            start + .seconds(seconds.load(ordering: .relaxed))
        }

        for second in [0, 1, 9, 10, 11, 25] {
            seconds.store(second, ordering: .relaxed)
            line.write(to: log, "waiting", ["second": second])
        }
        line.end()
        line.write(to: log, "waiting", ["second": 25])

        let head = "1970-01-01T00:00:00.000Z warning store: waiting"
        #expect(
            lines.all == [
                "\(head) second=0", "\(head) (2 more since the last line) second=10",
                "\(head) (1 more since the last line) second=25", "\(head) second=25",
            ])
    }
}
