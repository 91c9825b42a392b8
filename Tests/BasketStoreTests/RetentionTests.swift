import BasketEvents
import BasketSessions
import Foundation
import PostgresTesting
import Synchronization
import Testing

@testable import BasketStore

private let dayLength: Int64 = 86_400_000

@Suite("What is past its time")
struct RetentionTests {
    /// A stream with a closed and scored session on each of some days before the watermark.
    private func sample(
        daysBefore days: [Int64], watermark: Int64 = morning,
        _ change: (inout PartitionFlush) -> Void = { _ in }
    ) throws -> WriterSample {
        let sample = try WriterSample()
        _ = try sample.rows(
            """
            DO $$ BEGIN
                CREATE ROLE retention_of_test LOGIN IN ROLE basketwatch_writer;
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
            END $$
            """)
        var part = sample.ownership.nextFlush()
        for (number, day) in days.enumerated() {
            let facts = sampleFacts(start: watermark - day * dayLength)
            part.score(Int64(100 + number), facts: facts)
            part.close(Int64(100 + number), facts: facts)
        }
        part.watermark = EventTime(milliseconds: watermark)
        change(&part)
        #expect(try sample.write(part) == [.written])
        return sample
    }

    /// The days that tables are there for, in days before the watermark, the oldest first.
    private func days(
        of table: String, in sample: WriterSample, watermark: Int64 = morning
    ) throws -> [Int64] {
        let today = EventTime(milliseconds: watermark).day
        return try sample.rows(
            """
            SELECT to_date(right(relname, 8), 'YYYYMMDD') - date '1970-01-01'
            FROM pg_class WHERE relispartition AND relkind = 'r' AND relname ~ '^\(table)_[0-9]{8}$'
            ORDER BY relname
            """
        ).compactMap { Int64($0[0]).map { Int64(today) - $0 } }
    }

    private func keeper(_ sample: WriterSample) throws -> RetentionKeeper {
        try RetentionKeeper(daemon(sample))
    }

    private func daemon(_ sample: WriterSample) -> StoreSettings {
        sample.settings.user("retention_of_test")
    }

    private func retention(scores: Int64?, outcomes: Int64?, quarantine: Int64?) -> Retention {
        var retention = Retention()
        retention.scores = scores.map { .seconds($0 * 86_400) }
        retention.outcomes = outcomes.map { .seconds($0 * 86_400) }
        retention.quarantine = quarantine.map { .seconds($0 * 86_400) }
        return retention
    }

    @Test("goes by days, the scores before the outcomes, more days than one transaction drops")
    func days() throws {
        let sample = try sample(daysBefore: [0, 1, 29, 30, 31, 32, 60] + Array(70..<90))
        let report = try keeper(sample).run(retention(scores: 30, outcomes: 60, quarantine: nil))

        #expect(report?.scoreDays.count == 23)
        #expect(report?.outcomeDays.count == 20)
        #expect(report?.watermarkMilliseconds == morning)
        #expect(try days(of: "score", in: sample) == [30, 29, 1, 0])
        #expect(try days(of: "outcome", in: sample) == [60, 32, 31, 30, 29, 1, 0])
        #expect(try sample.rows("SELECT count(*) FROM basketwatch.outcome") == [["7"]])
        let again = try keeper(sample).run(retention(scores: 30, outcomes: 60, quarantine: nil))
        #expect(again?.hasDropped == false)
    }

    @Test("is kept for good where nothing else is said, and in data of years ago")
    func kept() throws {
        let lastDecade = morning - 3_650 * dayLength
        let old = try sample(daysBefore: [0, 5, 20], watermark: lastDecade)
        #expect(try keeper(old).run(Retention())?.hasDropped == false)
        #expect(try days(of: "score", in: old, watermark: lastDecade) == [20, 5, 0])

        let all = try sample(daysBefore: [0, 3_000])
        let forever = retention(scores: nil, outcomes: nil, quarantine: nil)
        #expect(forever.keepsAll)
        #expect(try keeper(all).run(forever)?.hasDropped == false)
        #expect(try days(of: "outcome", in: all) == [3_000, 0])
    }

    @Test("stays with the day an open session began on, and behind the slowest partition")
    func barriers() throws {
        let sample = try sample(daysBefore: [0, 10, 40, 41, 90]) { part in
            part.basket(500, facts: sampleFacts(start: morning - 41 * dayLength))
        }
        let keep = retention(scores: 5, outcomes: 5, quarantine: nil)
        #expect(try keeper(sample).run(keep)?.scoreDays.count == 1)
        #expect(try days(of: "score", in: sample) == [41, 40, 10, 0])

        let slow = try self.sample(daysBefore: [0, 10, 40, 90])
        var other = try slow.writer.takeOver(.sample(1)).nextFlush()
        other.watermark = EventTime(milliseconds: morning - 30 * dayLength)
        #expect(try slow.write(other) == [.written])
        // A partition that nothing has come in yet holds nobody up.
        _ = try slow.writer.takeOver(.sample(2))
        #expect(try keeper(slow).run(keep)?.outcomeDays.count == 2)
        #expect(try days(of: "outcome", in: slow) == [10, 0])
    }

    @Test("is left to the instance that is just at it, and gone once where several come at once")
    func twoInstances() throws {
        let sample = try sample(daysBefore: Array(0..<40))
        let keep = retention(scores: 7, outcomes: 7, quarantine: nil)
        let holder = try Connection.open(sample.settings)
        try holder.execute(
            "SELECT pg_advisory_lock(1113683787, 'basketwatch.score'::regclass::oid::integer)",
            during: "holding the lock")
        #expect(try keeper(sample).run(keep) == nil)
        try holder.execute("SELECT pg_advisory_unlock_all()", during: "giving the lock back")

        let dropped = Mutex<[Int32]>([])
        let failures = Mutex<[any Error]>([])
        let daemon = daemon(sample)
        DispatchQueue.concurrentPerform(iterations: 4) { _ in
            do {
                let report = try RetentionKeeper(daemon).run(keep)
                dropped.withLock { $0 += report?.scoreDays ?? [] }
            } catch {
                failures.withLock { $0.append(error) }
            }
        }
        #expect(failures.withLock { $0.map { "\($0)" } } == [])
        #expect(dropped.withLock { Set($0).count == 32 && $0.count == 32 })
        #expect(try days(of: "outcome", in: sample) == [7, 6, 5, 4, 3, 2, 1, 0])
    }

    @Test("waits for a transaction that is under way, and holds up no flush meanwhile")
    func flushUnderWay() throws {
        let sample = try sample(daysBefore: [0, 50])
        let keep = retention(scores: 7, outcomes: 7, quarantine: nil)
        let busy = try Connection.open(sample.settings)
        try busy.execute(
            "BEGIN; SET LOCAL idle_in_transaction_session_timeout = 0; SELECT FROM basketwatch.score",
            during: "reading scores")

        let report = Mutex<RetentionReport?>(nil)
        let done = DispatchSemaphore(value: 0)
        let daemon = daemon(sample)
        Thread.detachNewThread {
            // A failure shows as no report.
            let told = try? RetentionKeeper(daemon).run(keep)
            report.withLock { $0 = told ?? nil }
            done.signal()
        }
        var flushes = 0
        while done.wait(timeout: .now()) == .timedOut {
            flushes += 1
            var part = sample.ownership.nextFlush(Int64(flushes + 1))
            part.score(Int64(1_000 + flushes))
            part.watermark = EventTime(milliseconds: morning)
            #expect(try sample.write(part) == [.written])
        }
        #expect(report.withLock { $0?.busyTables } == ["score"])
        #expect(report.withLock { $0?.outcomeDays.count } == 1)
        #expect(flushes > 1)
        #expect(try days(of: "score", in: sample) == [50, 0])

        try busy.execute("COMMIT", during: "reading scores")
        #expect(try keeper(sample).run(keep)?.scoreDays.count == 1)
    }

    @Test("comes back for a session that writes to a day already gone, without a loss")
    func dayMadeAnew() throws {
        let sample = try sample(daysBefore: [0, 50])
        let keep = retention(scores: 7, outcomes: 7, quarantine: nil)
        #expect(try keeper(sample).run(keep)?.scoreDays.count == 1)
        var part = sample.ownership.nextFlush(2)
        part.close(700, facts: sampleFacts(start: morning - 50 * dayLength))
        part.watermark = EventTime(milliseconds: morning)
        #expect(try sample.write(part) == [.written])
        #expect(try days(of: "outcome", in: sample) == [50, 0])
    }

    @Test("goes out of quarantine by the watermark when it came, whatever its own timestamp")
    func quarantine() throws {
        func put(_ offset: Int64, _ part: inout PartitionFlush) {
            part.effects.quarantined.append(
                QuarantinedRecord(
                    offset: offset, reason: .badJSON, timestampMilliseconds: 0, key: .none,
                    value: .none, size: 0))
        }
        let sample = try sample(daysBefore: [0]) { part in
            for offset in 0..<5_000 { put(Int64(offset), &part) }
        }
        let keep = retention(scores: nil, outcomes: nil, quarantine: 3)
        #expect(try keeper(sample).run(keep)?.quarantined == 0)

        var later = sample.ownership.nextFlush(2)
        put(9_000, &later)
        later.watermark = EventTime(milliseconds: morning + 3 * dayLength + 1)
        #expect(try sample.write(later) == [.written])
        #expect(try keeper(sample).run(keep)?.quarantined == 5_000)
        #expect(
            try sample.rows("SELECT log_offset, watermark_ms FROM basketwatch.quarantine")
                == [["9000", "\(morning + 3 * dayLength + 1)"]])
    }

    @Test("is no business of anybody who may only write")
    func rights() throws {
        let sample = try sample(daysBefore: [0, 50])
        let writer = try Connection.open(sample.settings.user("retention_of_test"))
        for statement in [
            "DROP TABLE basketwatch.score_20250101", "DROP TABLE basketwatch.outcome",
            "ALTER TABLE basketwatch.score DETACH PARTITION basketwatch.score_20251126",
        ] {
            #expect(throws: BasketStoreError.self) {
                try writer.execute(statement, during: "trying")
            }
        }
        for parent in ["basket", "score_20251126", "score; DROP TABLE basketwatch.model"] {
            #expect(throws: BasketStoreError.self) {
                _ = try writer.query(
                    "SELECT basketwatch.drop_days($1, '2030-01-01', 9)", [.text(parent)],
                    during: "trying")
            }
        }
        // What the watermark has not passed stays, whatever day is named.
        let dropped = try writer.query(
            "SELECT cardinality(basketwatch.drop_days('score', '2030-01-01', 9))", during: "trying")
        #expect(dropped.integer(0, 0) == 1)
        #expect(try days(of: "score", in: sample) == [0])
    }
}
