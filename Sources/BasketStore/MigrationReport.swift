/// What a migration did.
public struct MigrationReport: Sendable, Equatable {
    /// The migrations that this call applied, in order; none: the schema was up to date.
    public internal(set) var applied: [String] = []
    /// The roles that this call made; others that were there already kept their members.
    public internal(set) var madeRoles: [String] = []
    /// Whether the roles have their rights now; not with `withRoles: false`.
    public internal(set) var hasGranted = false

    /// The number of the newest migration that this program knows: where the schema is now.
    public var version: Int { Migrations.newest }
}
