extension Connection {
    /// Connects and checks the schema's version.
    static func checked(_ settings: StoreSettings) throws(BasketStoreError) -> Connection {
        let connection = try Connection.open(settings)
        try connection.checkSchema()
        return connection
    }

    /// Holds the schema's version against the program's.
    func checkSchema() throws(BasketStoreError) {
        let found: Int
        do {
            let answer = try query(
                "SELECT basketwatch.schema_version()", during: "reading the schema's version")
            found = Int(answer.integer(0, 0))
        } catch .statement("42501", _, _, _) {
            throw .schemaClosed(schema, user: user)
        } catch .statement(let state, _, _, _) where isAboutSomethingMissing(state) {
            throw .schemaMissing(schema)
        }
        if found < Migrations.newest {
            throw .schemaOlder(schema, found: found, wanted: Migrations.newest)
        }
        guard found > Migrations.newest else { return }
        if try oldestProgram() > Migrations.newest {
            throw .schemaNewer(schema, found: found, wanted: Migrations.newest)
        }
    }

    /// The migration that a program must know at least: those behind it have only added.
    private func oldestProgram() throws(BasketStoreError) -> Int {
        do {
            let answer = try query(
                "SELECT basketwatch.oldest_program()", during: "reading the schema's version")
            return Int(answer.integer(0, 0))
        } catch .statement(let state, _, _, _) where isAboutSomethingMissing(state) {
            return .max
        }
    }
}

/// No such schema, function or table.
private func isAboutSomethingMissing(_ state: String) -> Bool {
    ["3F000", "42883", "42P01"].contains(state)
}
