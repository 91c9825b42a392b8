import Foundation
import PostgresTesting
import Testing

@testable import BasketStore

@Suite("A store error")
struct BasketStoreErrorTests {
    @Test(
        "may pass by itself only where the moment or the server is to blame",
        arguments: [
            ("08006", true), ("57P01", true), ("57P03", true), ("57014", true), ("57P04", false),
            ("53300", true), ("53100", true), ("40001", true), ("40P01", true), ("55P03", true),
            ("58030", true), ("25006", true), ("22021", false), ("23505", false), ("42501", false),
            ("42P01", false), ("XX000", false),
        ])
    func retriable(_ state: String, _ isRetriable: Bool) {
        let error = BasketStoreError.statement(
            state: state, reason: "r", place: "", during: "a test")
        #expect(error.isRetriable == isRetriable)
        #expect(error.isRefusedData == (state.hasPrefix("22") || state.hasPrefix("23")))
    }

    @Test("of a server that is not there names the place and the next step")
    func nobodyThere() {
        let settings = StoreSettings(
            database: "postgresql://user:geheim@127.0.0.1:1/shop?connect_timeout=2")
        let error = #expect(throws: BasketStoreError.self) { _ = try StoreReader(settings) }
        #expect(error?.isRetriable == true)
        let text = error?.description ?? ""
        #expect(text.contains("127.0.0.1:1/shop"))
        #expect(text.contains("BASKETWATCH_DATABASE_URL"))
        #expect(!text.contains("geheim"))
    }

    @Test(
        "of a setting that cannot be read repeats no password",
        arguments: ["postgresql://u:gehe%zzim@h/db", "host=h password='geheim", "geheim"])
    func unreadable(_ text: String) {
        let error = #expect(throws: BasketStoreError.self) {
            _ = try StoreReader(StoreSettings(database: text))
        }
        guard case .refusedSettings = error else {
            Issue.record("The error is \(String(describing: error)).")
            return
        }
        #expect(text == "geheim" || error?.description.contains("gehe") == false)
    }

    @Test("tells a missing database from a user who may not come in")
    func who() throws {
        let postgres = PrivatePostgres.shared
        let missing = #expect(throws: BasketStoreError.self) {
            _ = try StoreReader(postgres.settings("no_such"))
        }
        guard case .databaseMissing = missing else {
            Issue.record("The error is \(String(describing: missing)).")
            return
        }
        let stranger = #expect(throws: BasketStoreError.self) {
            _ = try StoreReader(postgres.settings("postgres", user: "no_such"))
        }
        guard case .authenticationFailed = stranger else {
            Issue.record("The error is \(String(describing: stranger)).")
            return
        }
    }
}

extension BasketStoreErrorTests {
    @Test(
        "of a server without the TLS that was asked for says so",
        arguments: ["verify-full&sslrootcert=/nonexistent/root.crt", "require"])
    func tls(_ mode: String) throws {
        // A socket's connection is never encrypted: this goes by TCP, to a server without TLS.
        let port = 10_000 + Int(getpid()) % 10_000 + (mode == "require" ? 10_000 : 0)
        let postgres = try PrivatePostgres(port: port)
        let error = #expect(throws: BasketStoreError.self) {
            _ = try StoreReader(
                StoreSettings(
                    database: "postgresql://postgres@127.0.0.1:\(port)/postgres?sslmode=\(mode)"))
        }
        try postgres.stop()
        guard case .tlsFailed = error else {
            Issue.record("The error is \(String(describing: error)).")
            return
        }
        #expect(error?.isRetriable == false)
        #expect(error?.description.contains("sslmode") == true)
    }
}
