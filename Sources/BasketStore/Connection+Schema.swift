extension Connection {
    /// Holds the schema's version against the program's.
    func checkSchema() throws(BasketStoreError) {
        let found: Int
        do {
            let answer = try query(
                "SELECT basketwatch.schema_version()", during: "reading the schema's version")
            found = Int(answer.integer(0, 0))
        } catch .statement(let state, _, _, _) where schemaIsMissing(state) {
            throw .schemaMissing
        }
        if found < Migrations.newest {
            throw .schemaOlder(found: found, wanted: Migrations.newest)
        }
        if found > Migrations.newest {
            throw .schemaNewer(found: found, wanted: Migrations.newest)
        }
    }
}

/// No such schema or function, or no right to use it.
private func schemaIsMissing(_ state: String) -> Bool {
    ["3F000", "42883", "42P01", "42501"].contains(state)
}
