import BasketStore
import Foundation
import KafkaLog
import KafkaTesting
import ProgramTesting
import Testing

/// `basketwatch run` as a process of its own: it can be killed.
struct ChildProcessor {
    private let program: RunningProgram

    /// - Parameters:
    ///   - store: how it reaches the database; the stream's own way unless given.
    ///   - kafka: how it reaches the brokers, likewise.
    init(
        _ stream: TestStream, _ arguments: [String] = [], store: StoreSettings? = nil,
        kafka: KafkaSettings? = nil
    ) throws {
        program = try RunningProgram(
            [
                "run", "--topic", stream.topic, "--group", stream.group, "--workers", "2",
                "--flush-interval", "20ms", "--checkpoint-interval", "300ms", "--log-level",
                "debug", "--kafka", "session.timeout.ms=3000", "--kafka",
                "heartbeat.interval.ms=500",
            ] + arguments,
            environment: [
                "BASKETWATCH_BROKERS": (kafka ?? stream.kafka).brokers,
                "BASKETWATCH_DATABASE_URL": (store ?? stream.store).database,
                "BASKETWATCH_SCHEMA": "\(stream.store.schema)",
            ])
    }

    /// How many partitions it holds, as the database knows it.
    func owned(in stream: TestStream) throws -> Int {
        let status = try StoreReader(stream.store).status()
        return (status?.partitions ?? []).count { $0.owner?.hasPrefix(ownerPrefix) == true }
    }

    /// What its workers' names in `stream_partition.owner` begin with.
    var ownerPrefix: String { "\(ProcessInfo.processInfo.hostName):\(program.pid)/" }

    var log: String { program.errors }
    /// `nil`: it still runs.
    var exitCode: Int32? { program.exitCode }
    var pid: pid_t { program.pid }

    /// SIGTERM: it drains and ends with 0 within 5 s.
    func stop(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let began = ContinuousClock.now
        program.send(SIGTERM)
        let end = try program.waitForEnd(within: 20)
        #expect(end.code == 0, "\(end.errors.suffix(2_000))", sourceLocation: sourceLocation)
        #expect(began.duration(to: .now) < .seconds(5), sourceLocation: sourceLocation)
    }

    func kill() { program.send(SIGKILL) }
    func pause() { program.send(SIGSTOP) }
    func resume() { program.send(SIGCONT) }

    /// Waits until it ends by itself.
    func waitForEnd(within seconds: Double = 60) throws -> ProgramResult {
        try program.waitForEnd(within: seconds)
    }
}
