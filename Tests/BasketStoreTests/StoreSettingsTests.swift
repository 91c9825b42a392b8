@testable import BasketStore
import Testing

@Suite("A database setting")
struct StoreSettingsTests {
    @Test(
        "shows no password",
        arguments: [
            "postgresql://u:geheim@host/db", "host=h password=geheim user=u",
            "host=h password = 'geheim' user=u", "postgresql://host/db?password=geheim&user=u",
        ])
    func masking(_ text: String) {
        #expect(!StoreSettings(database: text).maskedDatabase.contains("geheim"))
        #expect(!hidePasswords(of: text, in: "bad token geheim here").contains("geheim"))
        // Cut by libpq where it should have been escaped.
        let cut = "postgresql://u:gehe/im@h/shop"
        for words in ["value \"gehe\" for option \"port\"", "host name \"im@h\""] {
            let hidden = hidePasswords(of: cut, in: words)
            #expect(!hidden.contains("gehe") && !hidden.contains("im@"), "\(hidden)")
        }
    }

    @Test(
        "masks what libpq, or whoever forgot to escape it, takes for a password",
        arguments: [
            ("postgresql://me:pa@ss@host/db", "postgresql://me:***@host/db"),
            ("postgresql://me:p?w@host/db", "postgresql://me:***@host/db"),
            ("postgresql://me:p/w@host/db", "postgresql://me:***@host/db"),
            ("postgresql://me@host:5432/db", "postgresql://me@host:5432/db"),
            (
                "postgresql://host/db?password=x&user=me",
                "postgresql://host/db?password=***&user=me"
            ),
            (
                "postgresql://host/db?password=x y'z&user=me",
                "postgresql://host/db?password=***&user=me"
            ),
            ("host=a password=x dbname=b", "host=a password=*** dbname=b"),
            ("host=a password=x&y dbname=b", "host=a password=*** dbname=b"),
            ("host=a password=x\\ y dbname=b", "host=a password=*** dbname=b"),
            ("host=a\tpassword=x\tdbname=b", "host=a\tpassword=***\tdbname=b"),
            ("host=a password = 'x \\' y' dbname=b", "host=a password = *** dbname=b"),
            ("host=a password=x y z dbname = b", "host=a password=*** dbname = b"),
            ("host=a password=x://y:z@w dbname=b", "host=a password=*** dbname=b"),
            ("host=a password= user=u", "host=a password= ***"),
            ("host=a sslpassword=x", "host=a sslpassword=***"),
            ("host=a passfile=x", "host=a passfile=x"),
        ])
    func masked(_ text: String, _ expected: String) {
        #expect(StoreSettings(database: text).maskedDatabase == expected)
    }
}
