/// The part of docs/sql.md that is made from the catalogue: every view, column and function.
struct SQLReference: CustomStringConvertible {
    static let begin = "<!-- made by `make sql-reference` from the COMMENTs of migrations/ -->"
    static let end = "<!-- end of what is made -->"

    let catalogue: SQLCatalogue

    var description: String {
        let views = catalogue.relations.map(Self.section)
        let functions =
            "### Functions\n\n| function | gives | for | meaning |\n| --- | --- | --- | --- |\n"
            + catalogue.functions.map(Self.row).joined(separator: "\n") + "\n"
        return (views + [functions]).joined(separator: "\n")
    }

    private static func section(of relation: SQLCatalogue.Relation) -> String {
        """
        ### `\(relation.name)`

        \(relation.meaning) For \(relation.roles).

        | column | type | unit | meaning |
        | --- | --- | --- | --- |
        \(relation.columns.map(row).joined(separator: "\n"))

        """
    }

    private static func row(of column: SQLCatalogue.Column) -> String {
        "| `\(column.name)` | \(type(column.type)) | \(unit(of: column)) | \(cell(column.meaning)) |"
    }

    private static func row(of function: SQLCatalogue.Function) -> String {
        let signature = "\(function.name)(\(function.arguments))"
        return "| `\(signature)` | \(type(function.result)) | \(function.roles)"
            + " | \(cell(function.meaning)) |"
    }

    /// As in the tables' heads: a type's short name.
    private static func type(_ name: String) -> String {
        name.replacing("timestamp with time zone", with: "timestamptz")
            .replacing("double precision", with: "float8")
    }

    private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }

    /// What a column measures in: its type says it, or its name's ending (a unit ends the name).
    static func unit(of column: SQLCatalogue.Column) -> String {
        let types = [
            "timestamp with time zone": "time (UTC)", "date": "day (UTC)", "boolean": "yes or no",
        ]
        let names = ["risk": "0 to 1", "logit": "2^-20", "contributions": "2^-20"]
        let endings = [
            ("_minor", "minor unit (cent)"), ("_seconds", "s"), ("_ms", "ms"), ("_bytes", "byte"),
            ("_percent", "%"), ("_share", "0 to 1"),
        ]
        return types[column.type] ?? names[column.name]
            ?? endings.first { column.name.hasSuffix($0.0) }?.1 ?? ""
    }
}
