import BasketStore
import Foundation
import PostgresTesting
import ProgramTesting

/// What mistakes are made on: a PostgreSQL whose databases are in several states, an embedded
/// broker, and a folder of files that hold no clickstream. Made once, gone with the test process.
final class MistakeWorld: Sendable {
    /// Something that must never be shown.
    static let secret = "pass-7f3a"

    static let shared = Result { try MistakeWorld() }

    /// By what stands between `{` and `}` in a row.
    let names: [String: String]
    let postgres: PrivatePostgres

    private init() throws {
        let port = try FreePort.find()
        postgres = try PrivatePostgres(port: port)
        var names = try MistakeWorld.databases(postgres, port: port)
        let broker = try EmbeddedBrokerProgram.start()
        names["broker"] = broker
        names["port"] = "\(port)"
        names["files"] = try MistakeWorld.files(in: postgres.folder)
        names["secret"] = MistakeWorld.secret
        self.names = names
    }

    /// The URLs of databases, `bare` and so on, and of `stream` as some users.
    private static func databases(
        _ postgres: PrivatePostgres, port: Int
    ) throws -> [String: String] {
        func url(_ user: String, _ database: String) -> String {
            "postgresql://\(user)@127.0.0.1:\(port)/\(database)"
        }
        func make(_ name: String, _ changes: String...) throws {
            let made = try postgres.database()
            let old = made.database.split(separator: "dbname=").last ?? ""
            for change in changes { _ = try postgres.query(change, at: made) }
            _ = try postgres.query("ALTER DATABASE \(old) RENAME TO \(name)", in: "postgres")
        }
        _ = try postgres.query("CREATE DATABASE bare", in: "postgres")
        try make("stream")
        try make(
            "older",
            "DELETE FROM basketwatch.schema_migration WHERE number = "
                + "(SELECT max(number) FROM basketwatch.schema_migration)")
        try make(
            "newer",
            "INSERT INTO basketwatch.schema_migration (number, name, checksum) VALUES (99, 'x', 'y')"
        )
        try make(
            "changed", "UPDATE basketwatch.schema_migration SET checksum = '0' WHERE number = 2")
        try make("readonly")
        for statement in [
            "ALTER DATABASE readonly SET default_transaction_read_only = on",
            "CREATE ROLE shopper LOGIN PASSWORD '\(secret)'", "CREATE ROLE stranger LOGIN",
            "CREATE ROLE nobody_special LOGIN", "CREATE ROLE full_house LOGIN CONNECTION LIMIT 0",
            "CREATE ROLE alice LOGIN IN ROLE basketwatch_reader",
        ] {
            _ = try postgres.query(statement, in: "postgres")
        }
        let rules = """
            local all all trust
            host all shopper 127.0.0.1/32 scram-sha-256
            host all stranger 127.0.0.1/32 reject
            host all all 127.0.0.1/32 trust

            """
        try rules.write(
            toFile: postgres.folder + "/data/pg_hba.conf", atomically: false, encoding: .utf8)
        _ = try postgres.query("SELECT pg_reload_conf()", in: "postgres")
        var names = ["databases": "127.0.0.1:\(port)"]
        for name in ["bare", "stream", "older", "newer", "changed", "readonly", "ghost"] {
            names[name] = url("postgres", name)
        }
        for user in ["ghost", "stranger", "nobody_special", "full_house", "alice"] {
            names["\(user)@stream"] = url(user, "stream")
        }
        return names
    }

    /// Files that hold no clickstream, or a spoiled one.
    private static func files(in folder: String) throws -> String {
        let folder = folder + "/files"
        try FileManager.default.createDirectory(
            atPath: folder + "/folder", withIntermediateDirectories: true)
        let made = try BuiltProgram.shell(
            """
            set -e
            : > empty
            yes 'not an event' | head -n 100 > bad.jsonl
            head -c 20000 "$(command -v basketwatch)" > binary
            basketwatch generate --count 2000 --output good.jsonl --quiet
            gzip -c good.jsonl | head -c 20000 > cut.jsonl.gz
            { gzip -c good.jsonl | head -c -8; printf '\\377\\377\\377\\377'; } > damaged.jsonl.gz
            printf '\\050\\265\\057\\375\\040\\005\\007\\000\\000' > damaged.jsonl.zst
            printf 'BZh91AY&SY' > packed.jsonl.bz2
            { head -n 4 '\(BuiltProgram.repository.path)/fixtures/catalogue.csv'; echo shoes,,much; } \
                > catalogue.csv
            """, folder: folder)
        guard made.code == 0 else { throw BuiltProgram.Failed(description: made.errors) }
        return folder
    }
}
