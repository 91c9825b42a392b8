import BasketConsole
import BasketStore

extension SettingsCheck {
    /// Whether PostgreSQL lets us in, its schema is ours, and we may do there what the command does.
    static let store = SettingsCheck(
        "PostgreSQL", SettingList.store + SettingList(.topic, .group)
    ) { settings, command, _, tell in
        let schema = settings[.schema]
        var subject = "PostgreSQL"
        do throws(BasketStoreError) {
            let probe = try StoreProbe(StoreSettings(settings))
            try lookAtServer(probe, tell)
            subject = "schema"
            if command == "migrate" {
                try lookAtMigrations(probe, tell)
                return
            }
            let version = try probe.schemaVersion()
            tell(.good("schema", "'\(schema)' is at migration \(version), as this program needs"))
            subject = "rights"
            try lookAtRights(probe, schema, command, tell)
            subject = "stream"
            if command == nil || command == "run" { try lookAtStream(probe, settings, tell) }
        } catch {
            tell(.bad(subject, error.description, error.exitCode))
        }
    }

    private static func lookAtServer(
        _ probe: borrowing StoreProbe, _ tell: (Finding) -> Void
    ) throws(BasketStoreError) {
        let found = try probe.identity()
        let host = found.host.isEmpty ? "the local socket" : found.host
        let place = "database '\(found.database)' at \(host), as user '\(found.user)'"
        let version = found.serverVersion.prefix { $0 != " " }
        if found.isReadOnly {
            let text =
                "\(place): nothing can be written there (a standby, or set to read only). "
                + "Name the primary server."
            tell(.bad("PostgreSQL", text, .unavailable))
        } else {
            tell(.good("PostgreSQL", "\(place) (version \(version))"))
        }
    }

    /// `migrate` is what helps against an old schema or none; not against a newer one.
    private static func lookAtMigrations(
        _ probe: borrowing StoreProbe, _ tell: (Finding) -> Void
    ) throws(BasketStoreError) {
        do {
            tell(.good("schema", "is at migration \(try probe.schemaVersion()): up to date"))
        } catch .schemaMissing {
            tell(.good("schema", "there is none yet: migrate makes it"))
        } catch .schemaOlder(_, let found, let wanted) {
            tell(.good("schema", "is at migration \(found): migrate brings it to \(wanted)"))
        }
    }

    private static func lookAtRights(
        _ probe: borrowing StoreProbe, _ schema: SchemaName, _ command: String?,
        _ tell: (Finding) -> Void
    ) throws(BasketStoreError) {
        let rights = try probe.rights()
        let needsWriting = command == nil || command == "run"
        if needsWriting && !rights.mayWrite {
            let reading = rights.mayRead ? "may read, not write" : "may neither read nor write"
            let text =
                "\(reading): 'run' needs the role \(schema.role("writer")). "
                + "Grant it (GRANT \(schema.role("writer")) TO …), or run as the schema's owner."
            tell(.bad("rights", text, .unavailable))
        } else if !rights.mayRead {
            let text = "may not read. Grant the role \(schema.role("reader")) to this user."
            tell(.bad("rights", text, .unavailable))
        } else {
            tell(.good("rights", rights.mayWrite ? "may read and write" : "may read"))
        }
    }

    private static func lookAtStream(
        _ probe: borrowing StoreProbe, _ settings: Settings, _ tell: (Finding) -> Void
    ) throws(BasketStoreError) {
        guard let stream = try probe.stream() else {
            tell(.good("stream", "none yet: the first 'run' starts it"))
            return
        }
        let (topic, group) = (settings[.topic], settings[.group])
        guard stream == (topic, group) else {
            let stored = "topic '\(stream.topic)' and group '\(stream.group)'"
            throw .otherStream(
                settings[.schema], stored: stored, asked: "topic '\(topic)' and group '\(group)'")
        }
        tell(.good("stream", "topic '\(topic)', group '\(group)'"))
    }
}
