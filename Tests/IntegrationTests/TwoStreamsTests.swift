import BasketStore
import KafkaLog
import KafkaTesting
import PostgresTesting
import ProgramTesting
import Testing

extension Integration {
    @Test("keeps two streams apart in one database, each in a schema of its own")
    func twoStreams() throws {
        let broker = try EmbeddedBroker(topics: [
            .init(name: "clickstream", partitions: 2), .init(name: "toys", partitions: 4),
        ])
        let kafka = KafkaSettings(brokers: broker.brokers)
        let shop = try TestStream(kafka, topic: "clickstream")
        var store = shop.store
        store.schema = try #require(SchemaName("toys"))
        let toys = try TestStream(kafka, topic: "toys", store: store)
        let environment = ["BASKETWATCH_DATABASE_URL": store.database]
        let made = try BuiltProgram.run(["migrate", "--schema", "toys"], environment: environment)
        #expect(made.code == 0, "\(made.errors)")
        #expect(made.output.contains("basketwatch run --schema toys"))

        var first = try Feed(shop, seed: 31)
        var second = try Feed(toys, seed: 32)
        try first.send(1_500)
        try second.send(1_000)
        // At the same time: they must not wait for each other.
        let processors = [try ChildProcessor(shop), try ChildProcessor(toys)]
        try shop.awaitCommitted(1_500)
        try toys.awaitCommitted(1_000)
        try second.send(1_000)
        try toys.awaitCommitted(2_000)
        for processor in processors { try processor.stop() }

        #expect(try shop.total().read == 1_500)
        #expect(try toys.total().read == 2_000)
        try shop.expectUndisturbed()
        try toys.expectUndisturbed()

        let status = try BuiltProgram.run(["status", "--schema", "toys"], environment: environment)
        // 1: its processor has been stopped, so nobody owns the partitions.
        #expect(status.code == 1 && status.output.contains("toys"), "\(status.errors)")
        // The one stream's schema is not the other's.
        let mixed = try BuiltProgram.run(
            ["run", "--topic", "clickstream", "--until-end", "--schema", "toys"],
            environment: environment.merging(["BASKETWATCH_BROKERS": broker.brokers]) { $1 })
        #expect(mixed.code == 78)
        #expect(mixed.errors.contains("The schema 'toys' of this database holds topic 'toys'"))
        _ = consume broker
    }
}
