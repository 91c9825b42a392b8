import Foundation
import PostgresTesting
import Synchronization
import Testing

@testable import BasketStore

@Suite("A migration")
struct MigratorTests {
    let postgres = PrivatePostgres.shared

    @Test("is applied once, in order")
    func twice() throws {
        let database = try postgres.emptyDatabase()
        #expect(try Migrator(database).migrate().applied == Migrations.numbered.map(\.name))
        #expect(try Migrator(database).migrate().applied == [])
        #expect(try StoreReader(database).status() == nil)
    }

    @Test("is applied once, also by many instances at the same time")
    func concurrently() throws {
        let database = try postgres.emptyDatabase()
        let applied = Mutex<[String]>([])
        let failures = Mutex<[any Error]>([])
        DispatchQueue.concurrentPerform(iterations: 6) { _ in
            do {
                let names = try Migrator(database).migrate().applied
                applied.withLock { $0 += names }
            } catch {
                failures.withLock { $0.append(error) }
            }
        }
        #expect(failures.withLock { $0 }.isEmpty)
        #expect(applied.withLock { $0 }.sorted() == Migrations.numbered.map(\.name))
    }

    @Test("that was changed after it was applied is an error that names it")
    func changed() throws {
        let database = try postgres.database()
        _ = try postgres.query(
            "UPDATE basketwatch.schema_migration SET checksum = 'x' WHERE number = 2", at: database)
        #expect(throws: BasketStoreError.migrationChanged(.standard, name: "0002_baskets")) {
            try Migrator(database).migrate()
        }
    }

    @Test("of a newer program stops an older one")
    func newer() throws {
        let database = try postgres.database()
        _ = try postgres.query(
            "INSERT INTO basketwatch.schema_migration VALUES (900, '0900_later', 'x')", at: database
        )
        let error = BasketStoreError.schemaNewer(.standard, found: 900, wanted: Migrations.newest)
        #expect(throws: error) { try Migrator(database).migrate() }
        #expect(throws: error) { _ = try FlushWriter(database) }
    }

    @Test("that only adds leaves older programs at work", arguments: [true, false])
    func older(isContract: Bool) throws {
        let database = try postgres.database()
        _ = try postgres.query(
            "INSERT INTO basketwatch.schema_migration (number, name, checksum, is_contract)"
                + " VALUES (900, '0900_later', 'x', \(isContract))", at: database)
        if isContract {
            #expect(
                throws: BasketStoreError.schemaNewer(
                    .standard, found: 900, wanted: Migrations.newest)
            ) { _ = try FlushWriter(database) }
        } else {
            _ = try FlushWriter(database)
            _ = try StoreReader(database)
        }
        #expect(throws: BasketStoreError.self, "an older one does not migrate") {
            try Migrator(database).migrate()
        }
    }

    @Test("says that it contracts by a line of its file")
    func contracts() {
        #expect(Migrations.isContract("-- What.\n-- Contract: x\nDROP TABLE a;"))
        #expect(!Migrations.isContract("-- It holds no Contract: x\nSELECT 1;"))
    }

    @Test("of a schema from before programs were told which may go on is made up for")
    func before() throws {
        let database = try postgres.database()
        _ = try postgres.query(
            "ALTER TABLE basketwatch.schema_migration DROP COLUMN is_contract", at: database)
        _ = try postgres.query("DROP FUNCTION basketwatch.oldest_program()", at: database)
        _ = try FlushWriter(database)
        #expect(try Migrator(database).migrate().applied == [])
        let oldest = try postgres.query("SELECT basketwatch.oldest_program()", at: database)
        #expect(oldest == [["\(Migrations.newest)"]])
    }

    @Test("that is missing stops a program until it is applied")
    func missing() throws {
        let database = try postgres.database()
        _ = try postgres.query(
            "DELETE FROM basketwatch.schema_migration WHERE number = \(Migrations.newest)",
            at: database)
        #expect(
            throws: BasketStoreError.schemaOlder(
                .standard, found: Migrations.newest - 1, wanted: Migrations.newest)
        ) { _ = try StoreReader(database) }
        let empty = try postgres.emptyDatabase()
        #expect(throws: BasketStoreError.schemaMissing(.standard)) { _ = try FlushWriter(empty) }
    }

    @Test("that adds a column lets a running processor write on")
    func expand() throws {
        let sample = try WriterSample()
        #expect(try sample.write(sample.ownership.nextFlush()) == [.written])
        for table in [
            "basket", "outcome", "score", "funnel_day", "quarantine", "recorded_input",
            "checkpoint", "stream_partition",
        ] {
            _ = try sample.rows("ALTER TABLE basketwatch.\(table) ADD COLUMN later integer")
        }
        var part = sample.ownership.nextFlush(2)
        part.score(100)
        part.basket(100)
        part.score(101)
        part.close(101)
        part.recordedInputs = [RecordedInput(offset: 102, ordinal: 0, kind: .tick, value: 1)]
        part.chunks = [.sample(at: 100)]
        #expect(try sample.write(part) == [.written])
        #expect(
            try sample.rows("SELECT flush_number FROM basketwatch.stream_partition") == [["2"]])
    }

    @Test("that changes what rows are sent as ends a running processor with the next step")
    func contract() throws {
        let sample = try WriterSample()
        #expect(try sample.write(sample.ownership.nextFlush()) == [.written])
        _ = try sample.rows(
            "ALTER TYPE basketwatch.stream_partition_row ADD ATTRIBUTE later integer")
        let error = #expect(throws: BasketStoreError.self) {
            try sample.write(sample.ownership.nextFlush(2))
        }
        #expect(error?.isRetriable == false)
        #expect(error?.description.contains("start the program that migrated it") == true)
        #expect(
            try sample.rows("SELECT flush_number FROM basketwatch.stream_partition") == [["1"]])
    }

    @Test("can leave the roles alone")
    func withoutRoles() throws {
        _ = try postgres.database()
        let database = try postgres.emptyDatabase()
        _ = try Migrator(database).migrate(withRoles: false)
        let mayUse =
            "SELECT has_schema_privilege('basketwatch_reader', 'basketwatch', 'USAGE')"
        #expect(try postgres.query(mayUse, at: database) == [["f"]])
        _ = try Migrator(database).migrate()
        #expect(try postgres.query(mayUse, at: database) == [["t"]])
    }

    @Test("is carried by the program as its file says")
    func embedded() throws {
        let folder = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("migrations")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".sql") }.sorted()
        #expect(files == Migrations.numbered.map { $0.name + ".sql" } + ["roles.sql"])
        for (file, sql) in zip(files, Migrations.numbered.map(\.sql) + [Migrations.roles]) {
            let text = try String(
                contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
            let isSame = text == sql
            #expect(isSame, "run scripts/embed-migrations: \(file) differs")
        }
        // Numbered without a hole: a name's number is its place.
        for (place, name) in Migrations.numbered.map(\.name).enumerated() {
            #expect(name.hasPrefix(String(format: "%04d_", place + 1)))
        }
    }

    @Test("comments on every relation, on every column of a view and on every function")
    func comments() throws {
        let database = try postgres.database()
        let silent = try postgres.query(
            """
            SELECT c.relname, '' FROM pg_class c
            WHERE c.relnamespace = 'basketwatch'::regnamespace AND c.relkind IN ('r', 'p', 'v')
                AND obj_description(c.oid, 'pg_class') IS NULL
            UNION ALL
            SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relnamespace = 'basketwatch'::regnamespace AND c.relkind = 'v' AND a.attnum > 0
                AND col_description(c.oid, a.attnum) IS NULL
            UNION ALL
            SELECT p.proname, '' FROM pg_proc p
            WHERE p.pronamespace = 'basketwatch'::regnamespace
                AND obj_description(p.oid, 'pg_proc') IS NULL
            """, at: database)
        #expect(silent == [])
    }
}

extension StreamStatus: Equatable {
    public static func == (left: StreamStatus, right: StreamStatus) -> Bool {
        left.topic == right.topic && left.group == right.group
            && left.partitions.map(\.ledger) == right.partitions.map(\.ledger)
    }
}
