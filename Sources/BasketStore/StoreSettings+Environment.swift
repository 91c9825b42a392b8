import CLibpq

extension StoreSettings {
    /// The database as variables of libpq's (`PGHOST`, `PGPASSWORD`, …): for a program that is started
    /// to use it too. Its arguments would show a password to everybody on the machine.
    ///
    /// The few options that have no variable (`keepalives`, …) are left out.
    ///
    /// - Throws: `refusedSettings` for a text that libpq cannot read.
    public func environment() throws(BasketStoreError) -> [String: String] {
        var message: UnsafeMutablePointer<CChar>?
        let options = PQconninfoParse(database, &message)
        defer { PQfreemem(message) }
        guard let options else {
            throw .refusedSettings(reason: firstLine(message, hiding: database))
        }
        defer { PQconninfoFree(options) }
        var variables: [String: String] = [:]
        var place = options
        // The list ends with an option without a keyword.
        while place.pointee.keyword != nil {
            if let variable = place.pointee.envvar, let value = place.pointee.val {
                variables[String(cString: variable)] = String(cString: value)
            }
            place += 1
        }
        return variables
    }
}
