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
}
