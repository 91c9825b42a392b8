/// The SQL files of migrations/, as the program carries them.
enum Migrations {
    /// The number of the newest migration that this program knows.
    static var newest: Int { numbered.count }
}
