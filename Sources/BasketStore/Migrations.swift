/// The SQL files of migrations/, as the program carries them.
enum Migrations {
    /// The number of the newest migration that this program knows.
    static var newest: Int { numbered.count }

    /// Whether a migration takes away or changes what an older program uses, which may not go on
    /// then. Others only add (expand first, contract later): older programs go on beside newer ones.
    ///
    /// The file says so: by a line that begins `-- Contract:`.
    static func isContract(_ sql: String) -> Bool {
        sql.split(separator: "\n").contains { $0.hasPrefix("-- Contract:") }
    }
}
