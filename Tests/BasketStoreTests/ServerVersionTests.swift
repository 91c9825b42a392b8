import Testing

@testable import BasketStore

@Suite("A server's version")
struct ServerVersionTests {
    @Test("of 14 and later will do", arguments: [140_000, 150_018, 170_002] as [Int32])
    func newEnough(_ version: Int32) throws {
        try checkServer(version: version)
    }

    @Test(
        "before 14 is refused by its name",
        arguments: [(130_022, "13.22"), (90_624, "9.6"), (100_005, "10.5")] as [(Int32, String)])
    func tooOld(_ version: Int32, _ name: String) {
        let error = #expect(throws: BasketStoreError.serverTooOld(version: name)) {
            try checkServer(version: version)
        }
        #expect(error?.description.contains("14 or later") == true)
    }
}
