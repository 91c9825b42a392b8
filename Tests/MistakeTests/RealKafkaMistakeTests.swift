import Foundation
import KafkaTesting
import PostgresTesting
import ProgramTesting
import Testing
import Waiting

@Suite(
    "A mistake at a real Kafka",
    .enabled(if: RealKafka.canStart, Comment(rawValue: RealKafka.skipped)))
struct RealKafkaMistakeTests {
    /// One whose users may do nothing unless they are told to; without a login everything.
    private static let world = Result {
        let kafka = try RealKafka(
            settings: [
                "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users=User:ANONYMOUS",
            ], sasl: "shop:open-sesame")
        let made = try BuiltProgram.run(
            ["topics", "create", "clicks", "--brokers", kafka.brokers, "--partitions", "2"])
        try #require(made.code == 0, "\(made.errors)")
        return (
            kafka,
            try MistakeWorld.shared.get().names.merging([
                "kafka": kafka.brokers, "sasl": try kafka.brokers(listener: "sasl"),
                "password": "open-sesame",
            ]) { $1 }
        )
    }

    private static let runs = Result {
        MistakeRun.all(Mistake.withRealKafka, try world.get().1)
    }

    @Test(
        "is told of with the next step, ends with its code, and leaves nothing",
        arguments: Mistake.withRealKafka)
    func message(_ mistake: Mistake) throws {
        let run = try #require(try Self.runs.get()[mistake.name]).get()
        MistakeTests.check(run, of: mistake)
    }

    @Test("is two processors with one member id: the first is told that the second has its place")
    func oneMemberTwice() throws {
        let kafka = try Self.world.get().0
        let store = try PrivatePostgres.shared.database()
        let line = [
            "run", "--workers", "1", "--topic", "clicks", "--brokers", kafka.brokers,
            "--database-url", store.database, "--kafka", "group.instance.id=till-1",
        ]
        let sandbox = try Sandbox()
        let first = try RunningProgram(
            line, environment: sandbox.variables, folder: sandbox.desk)
        try Await.until("the first has the partitions") {
            first.errors.contains("took a partition over")
        }
        let second = try RunningProgram(
            line, environment: sandbox.variables, folder: sandbox.desk)
        let end = try first.waitForEnd(within: 40)
        #expect(end.code == 78, "\(end.errors)")
        let told = end.errors.split(separator: "\n").last ?? ""
        #expect(told.hasPrefix("basketwatch: Another instance with the same group.instance.id"))
        #expect(told.contains("Give each instance an id of its own"))
        #expect(!end.errors.contains("librdkafka"), "\(end.errors)")
        try Await.until("the second has them") { second.errors.contains("took a partition over") }
        second.send(SIGTERM)
        let rest = try second.waitForEnd(within: 30)
        #expect(rest.code == 0, "\(rest.errors)")
        #expect(sandbox.left == [])
        #expect(sandbox.processes == [])
    }
}
