import BasketConsole
import BasketFiles
import BasketTraffic

/// A file of what the simulated shop sells.
enum CatalogueFile {
    /// Reads a file such as fixtures/catalogue.csv; plain or packed, `-` is standard input.
    ///
    /// - Throws: what is wrong with the file, by line and column.
    static func read(_ path: String) throws -> CatalogueLaw {
        var file = try RecordedClickstream(path: path)
        var reader = CatalogueReader()
        do {
            _ = try file.forEachLine { line in
                guard let text = String(validating: line.bytes, as: UTF8.self) else {
                    throw CatalogueProblem(line: line.number, column: 1, "the line is not UTF-8")
                }
                try reader.take(text, number: line.number)
            }
            return try reader.finish()
        } catch let problem as CatalogueProblem {
            throw CommandFailure(
                "\(path), \(problem). fixtures/catalogue.csv is a catalogue to start from; "
                    + "docs/traffic.md tells what stands in one.",
                exitCode: .badData)
        }
    }
}
