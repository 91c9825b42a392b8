import Foundation
import ProgramTesting

/// The SQL that a document shows: its ```sql blocks, and indented ones that begin with SELECT.
enum Recipe {
    static func all(in file: String) throws -> [String] {
        let text = try String(
            contentsOf: BuiltProgram.repository.appendingPathComponent(file), encoding: .utf8)
        var recipes: [String] = []
        var block: [Substring]?
        var indented: [Substring] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) + [Substring()] {
            if line == "```sql" {
                block = []
            } else if line == "```", let lines = block {
                recipes.append(lines.joined(separator: "\n"))
                block = nil
            } else if block != nil {
                block?.append(line)
            } else if line.hasPrefix("    ") {
                indented.append(line.dropFirst(4))
            } else if !indented.isEmpty {
                let sql = indented.joined(separator: "\n")
                if sql.uppercased().hasPrefix("SELECT") { recipes.append(sql) }
                indented = []
            }
        }
        return recipes
    }
}
