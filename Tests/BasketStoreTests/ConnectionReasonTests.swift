@testable import BasketStore
import Testing

@Suite("Why there is no connection")
struct ConnectionReasonTests {
    @Test(
        "is told without what the sentence around it says",
        arguments: [
            (
                "connection to server at \"127.0.0.1\", port 1 failed: Connection refused",
                "Connection refused"
            ),
            (
                "connection to server at \"db\" (10.0.0.1), port 5432 failed: FATAL:  role \"x\" does "
                    + "not exist", "role \"x\" does not exist"
            ),
            (
                "connection to server on socket \"/run/.s.PGSQL.5432\" failed: No such file or "
                    + "directory", "No such file or directory (/run/.s.PGSQL.5432)"
            ),
            (
                "connection to server at \"127.0.0.1\", port 9092 failed: timeout expired",
                "timeout expired (does PostgreSQL listen there?)"
            ),
            ("could not translate host name: unknown", "could not translate host name: unknown"),
            ("", ""),
        ])
    func plain(line: String, words: String) {
        #expect(ConnectionReason.plain(line) == words)
    }

    @Test("is the text's own fault, or not")
    func aboutText() {
        #expect(ConnectionReason.isAboutText("invalid port number: \"99999\""))
        #expect(ConnectionReason.isAboutText("invalid sslmode value: \"perhaps\""))
        #expect(
            ConnectionReason.isAboutText(
                "invalid integer value \"x\" for connection option \"port\""))
        #expect(!ConnectionReason.isAboutText("Connection refused"))
    }
}
