import BasketStore
import Foundation
import PostgresTesting
import ProgramTesting
import Testing
import Waiting

/// A broker and a database of the program's own making, with a stream run to its end.
final class FilledStream {
    let store: StoreSettings
    let environment: [String: String]
    private let folder: TemporaryFolder
    private let broker: RunningProgram

    /// - Parameter events: how many the generator sends; none: topic and database are empty.
    init(events: Int = 0) throws {
        folder = try TemporaryFolder()
        let address = folder.file("address")
        broker = try RunningProgram(["broker", "--partitions", "4", "--address-file", address])
        store = try PrivatePostgres.shared.database()
        try Await.until("the broker says where it is") {
            FileManager.default.fileExists(atPath: address)
        }
        environment = [
            "BASKETWATCH_BROKERS": String(decoding: try folder.read("address"), as: UTF8.self)
                .trimmingCharacters(in: .whitespacesAndNewlines),
            "BASKETWATCH_DATABASE_URL": store.database,
        ]
        guard events > 0 else { return }
        // As many sessions as make the stream some hours long: most of them close.
        try expect(
            "generate --count \(events) --open-sessions 300 --duplicates 1% --malformed 1%", 0)
        try expect("run --until-end --workers 1", 0)
    }

    deinit {
        broker.send(SIGTERM)
        // Killed by `RunningProgram` if it does not end.
        _ = try? broker.waitForEnd(within: 5)
    }

    /// - Parameter code: what it is to end with; `nil`: the caller will see.
    @discardableResult
    func expect(
        _ line: String, _ code: Int32?, input: [UInt8] = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> ProgramResult {
        let end = try BuiltProgram.run(
            CommandLineTests.words(line), environment: environment, input: input, within: 60)
        #expect(
            code == nil || end.code == code, "\(line): \(end.errors)",
            sourceLocation: sourceLocation)
        return end
    }

    func query(_ sql: String) throws -> [[String]] {
        try PrivatePostgres.shared.query(sql, at: store)
    }
}
