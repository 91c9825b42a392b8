import Foundation
import Testing

/// Values are bound, names are put in by `SchemaName`; what else stands in the middle of a statement's
/// text is named here, with its reason.
@Suite("The project's SQL")
struct SQLTests {
    /// What may be put into a statement: constants of the program, none of them of a user's making.
    private static let allowed: [String: String] = [
        "milliseconds": "a whole number; SET takes no bound values",
        "Int": "the same",
        "LedgerColumns.list": "names of columns, written down in the program",
        "LedgerColumns.names.map": "the same",
        "ledger": "assignments of these columns",
        "sums": "the funnel's columns",
        "added": "the same",
        "facts": "the columns of a basket",
        "table": "a table's name: its two callers write it out",
        "type": "a row type's name: the same",
        "ScoreQuery.condition": "a condition on $1, $2, …",
        "ScoreQuery.selection": "a question with that condition and an order",
        "condition": "the same",
        "order.sql": "one of the orders of an enum",
        "StoreReader.age": "an expression of a column that its caller writes out",
        "time": "that column",
        "latest": "an expression of numbers in the program",
        "QuarantineQuery.condition": "a condition on $1, $2",
        "QuarantineEntry.columns": "names of columns, written down in the program",
        "QuarantineWriter.aged": "a table with each record's age, written down in the program",
        "QuarantineWriter.recordsAtOnce": "a number in the program",
        "RetentionKeeper.recordsAtOnce": "the same",
        "lock": "the number of an advisory lock: an expression of the catalogue's",
        "isDry": "chooses a lock of rows, or none",
        "isLocked": "the same",
    ]

    /// Files that only advise people what to run.
    private static let advice = [
        "BasketStoreError.swift", "MigrateCommand.swift", "SettingsCheck+Store.swift",
        "StreamStatus+Problems.swift", "Demo+Finish.swift",
    ]

    private static func sources() throws -> [(name: String, text: String)] {
        try SourceTree.targets().flatMap { try SourceTree.files(of: $0) }
            .filter { !$0.lastPathComponent.hasSuffix("+Generated.swift") }
            .map { ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8)) }
    }

    @Test("has no value and no name put into its text, but those that are the program's own")
    func interpolation() throws {
        var found = 0
        let literal = try Regex(#""""[\s\S]*?"""|"(?:\\.|[^"\\\n])*""#)
        let grammar =
            #/\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE|ALTER|DROP|GRANT|REVOKE|TRUNCATE|COPY|SET|FROM|JOIN|WHERE|VALUES|ORDER BY|ON CONFLICT)\b/#
        for (name, text) in try Self.sources() where !Self.advice.contains(name) {
            for match in text.matches(of: literal) {
                let sql = String(text[match.range])
                guard sql.contains("\\("), sql.firstMatch(of: grammar) != nil else { continue }
                for part in sql.matches(of: #/\\\(+([A-Za-z_.]+)/#) {
                    found += 1
                    let expression = String(part.output.1)
                    #expect(
                        Self.allowed[expression] != nil,
                        "\(name) puts \(expression) into a statement; bind it: \(sql)")
                }
            }
        }
        // The test sees what it is to look for.
        #expect(found > 10)
    }

    @Test("has no text added to it but constants")
    func concatenation() throws {
        for (name, text) in try Self.sources() where !Self.advice.contains(name) {
            let lines = text.split(separator: "\n")
            for line in lines {
                // A literal that begins or goes on with SQL, plus a variable.
                let isBuilt = line.firstMatch(
                    of: #/"[^"]*\b(SELECT|INSERT|DELETE|WHERE|FROM) [^"]*" \+ [a-z]/#)
                #expect(isBuilt == nil, "\(name): \(line)")
            }
        }
    }

    @Test("goes to PostgreSQL through one type")
    func oneDoor() throws {
        let doors = [
            "PQexec(", "PQexecParams(", "PQprepare(", "PQsendQuery(", "PQsendQueryPrepared(",
        ]
        for (name, text) in try Self.sources() where doors.contains(where: text.contains) {
            #expect(
                ["Connection.swift", "Connection+Pooler.swift", "FlushPipeline.swift"].contains(
                    name),
                "\(name) talks to libpq itself")
        }
    }

    @Test("quotes what its functions put into statements of their own")
    func dynamic() throws {
        let folder = SourceTree.root.appending(path: "migrations")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        for file in files where file.hasSuffix(".sql") {
            let sql = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            for match in sql.matches(of: #/\bEXECUTE\b\s+(\S+)/#) {
                let next = match.output.1
                // GRANT EXECUTE ON FUNCTION, EXECUTE FUNCTION of a trigger; else format(… %I … %L).
                let isHarmless = ["ON", "FUNCTION"].contains(next) || next.hasPrefix("format(")
                #expect(isHarmless, "\(file): \(match.output.0)")
            }
            #expect(!sql.contains("%s"), "\(file): %s does not quote")
        }
    }
}
