import PostgresTesting
import Testing

@testable import BasketStore

@Suite("The name of a schema")
struct SchemaNameTests {
    @Test(
        "is a plain identifier, and none that holds what is not ours",
        arguments: [
            ("basketwatch", true), ("toys", true), ("t", true), ("shop_2", true), ("order", true),
            (String(repeating: "a", count: 48), true), (String(repeating: "a", count: 49), false),
            ("", false), ("Toys", false), ("2toys", false), ("_toys", false), ("to ys", false),
            ("to-ys", false), ("toys;", false), ("to\"ys", false), ("spielzeüg", false),
            ("public", false), ("information_schema", false), ("pg_toys", false),
        ])
    func pattern(_ text: String, _ isAllowed: Bool) {
        #expect((SchemaName(text) != nil) == isAllowed)
    }

    @Test(
        "takes the standard one's place in SQL, quoted, and begins the roles' names",
        arguments: [
            ("SELECT * FROM basketwatch.basket", "SELECT * FROM \"order\".basket"),
            ("format('basketwatch.%I', x)", "format('\"order\".%I', x)"),
            ("IN SCHEMA basketwatch TO basketwatch_reader", "IN SCHEMA \"order\" TO order_reader"),
            ("ARRAY['basketwatch_writer']", "ARRAY['order_writer']"),
            ("Basketwatch, the program basketwatch", "Basketwatch, the program basketwatch"),
        ])
    func placing(_ sql: String, _ placed: String) {
        #expect(SchemaName.order.placed(in: sql) == placed)
        #expect(SchemaName.standard.placed(in: sql) == sql)
    }

    @Test("may begin like the standard one")
    func likeTheStandard() throws {
        let name = try #require(SchemaName("basketwatch_demo"))
        #expect(
            name.placed(in: "IN SCHEMA basketwatch TO basketwatch_reader; basketwatch.basket")
                == "IN SCHEMA \"basketwatch_demo\" TO basketwatch_demo_reader; "
                + "\"basketwatch_demo\".basket")
    }
}

@Suite("Two streams in one database")
struct TwoStreamsTests {
    @Test("hold a topic each, and neither sees the other's rows")
    func apart() throws {
        let first = try WriterSample()
        var settings = first.settings
        settings.schema = .order
        _ = try Migrator(settings).migrate()
        var second = try FlushWriter(settings)
        try second.register(sampleModel)
        var request = TakeOver.sample()
        request.topic = "toys"
        var part = try second.takeOver(request).nextFlush()
        part.score(100)
        part.basket(100)
        part.close(101)
        part.read(2)
        #expect(try second.write(Flush(partitions: [part])).results.map(\.result) == [.written])

        #expect(try StoreReader(first.settings).status()?.topic == "clickstream")
        #expect(try StoreReader(first.settings).scores(limit: 10).count.open == 0)
        #expect(try StoreReader(settings).status()?.topic == "toys")
        #expect(try StoreReader(settings).scores(limit: 10).count.open == 1)
        #expect(try first.rows("SELECT count(*) FROM basketwatch.outcome") == [["0"]])
        #expect(
            try first.rows("SELECT count(*) FROM \"order\".outcome_20251126") == [["1"]])
    }

    @Test("have roles of their own: a reader of one may not read the other")
    func roles() throws {
        let sample = try WriterSample(.order)
        func read(_ schema: String, as role: String) throws {
            _ = try PrivatePostgres.shared.query(
                "SET ROLE \(role); SELECT * FROM \(schema).stream_lag", at: sample.settings)
        }
        try read("\"order\"", as: "order_reader")
        try read("basketwatch", as: "basketwatch_reader")
        #expect(throws: (any Error).self) { try read("\"order\"", as: "basketwatch_reader") }
        #expect(throws: (any Error).self) { try read("basketwatch", as: "order_reader") }
    }

    @Test("name nothing of each other's")
    func definitions() throws {
        let sample = try WriterSample(.order)
        // Whatever a catalogue holds as text: bodies, views, comments.
        #expect(
            try sample.rows(
                """
                SELECT p.proname FROM pg_proc AS p
                WHERE p.pronamespace = '"order"'::regnamespace
                    AND pg_get_functiondef(p.oid) LIKE '%basket' || 'watch%'
                UNION ALL
                SELECT c.relname FROM pg_class AS c
                WHERE c.relnamespace = '"order"'::regnamespace AND c.relkind = 'v'
                    AND pg_get_viewdef(c.oid) LIKE '%basket' || 'watch%'
                UNION ALL
                SELECT d.description FROM pg_description AS d
                    JOIN pg_class AS c ON c.oid = d.objoid
                WHERE c.relnamespace = '"order"'::regnamespace
                    AND d.description LIKE '%basket' || 'watch%'
                """) == [])
    }

    @Test("do not wait for each other's migrations or days")
    func locks() throws {
        let first = try WriterSample { $0.lockTimeout = .milliseconds(500) }
        var settings = first.settings
        settings.schema = .order
        // What an instance holds that is just migrating the first, and making its days.
        let busy = try Connection.open(first.settings)
        try busy.execute("BEGIN", during: "a test")
        _ = try busy.query(
            "SELECT pg_advisory_xact_lock(1113683788, hashtext($1))", [.text("basketwatch")],
            during: "a test")
        _ = try busy.query(
            "SELECT basketwatch.make_days('{2030-01-01}')", during: "a test")
        _ = try Migrator(settings).migrate()
        let second = try Connection.open(settings)
        _ = try second.query("SELECT basketwatch.make_days('{2030-01-01}')", during: "a test")
        // The first's own is waited for.
        let error = #expect(throws: BasketStoreError.self) {
            _ = try Connection.open(first.settings).query(
                "SELECT basketwatch.make_days('{2030-01-01}')", during: "a test")
        }
        #expect(error?.isRetriable == true)
        try busy.execute("ROLLBACK", during: "a test")
    }
}
