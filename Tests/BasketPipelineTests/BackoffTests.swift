import Testing

@testable import BasketPipeline

@Suite("A back-off")
struct BackoffTests {
    private let start = ContinuousClock.now

    @Test("waits twice as long after each failure, up to the longest wait")
    func doubling() {
        var backoff = Backoff(first: .milliseconds(100), longest: .milliseconds(700))
        var now = start
        for wait in [100, 200, 400, 700, 700].map(Duration.milliseconds) {
            backoff.fail(at: now)
            #expect(!backoff.isDue(at: now + wait - .milliseconds(1)))
            #expect(backoff.isDue(at: now + wait))
            now += wait
        }
    }

    @Test("is due at once before anything failed, and after a success")
    func success() {
        var backoff = Backoff(first: .seconds(100), longest: .seconds(1_000))
        #expect(backoff.isDue(at: .now))
        backoff.fail(at: .now)
        #expect(!backoff.isDue(at: .now))
        backoff.succeed()
        #expect(backoff.isDue(at: .now))
        backoff.fail(at: start)
        #expect(backoff.isDue(at: start + .seconds(100)))
    }
}
