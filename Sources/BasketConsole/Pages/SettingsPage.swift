/// The settings reference in Markdown: every setting of a program once, in tables.
struct SettingsPage {
    private let program: Program

    init(_ program: Program) {
        self.program = program
    }

    var text: String {
        let sections = SettingCatalogue(program).sections.map { section in
            let rows = section.items.map(row).joined(separator: "\n")
            return """
                ## \(section.title.capitalisedFirst)

                | setting | flag | variable | meaning | takes | standard | commands |
                | --- | --- | --- | --- | --- | --- | --- |
                \(rows)
                """
        }
        return ([head] + sections).joined(separator: "\n\n")
    }

    private var head: String {
        let files = program.settingsFiles.map { "`\($0)`" }.joined(separator: ", else ")
        return """
            # Settings

            Made by `make pages` from the declarations in the source: edit those.

            Every setting is a flag, a variable and a line of the settings file, `name = value`. Of a setting the last one
            counts: its standard, then the settings file (`--config FILE`, else \(files)), then the
            variable, then the flag. `\(program.name) settings` lists what is in force and where it came from,
            `\(program.name) settings --check` tries it, `\(program.name) settings --example` prints a file to start from.
            A standard file that one may not read is passed over with a warning; one that was named must be readable.

            - A length of time has its unit: `50ms`, `5s`, `30min`, `2h`, `1d`, `1h30min`.
            - A number may be written `50k`, `2M`, `1_000_000`; a size `4096`, `64kB`, `16MiB`; a share `0.05` or `5%`; a rate `2000` or `50k/s`.
            - A flag without a value is `true` or `false` in the file and the environment.
            - What one call is to do or to print (`--json`, `--watch`) is set by its flag only; `--help` of its command tells of it.
            """
    }

    private func row(_ item: SettingCatalogue.Item) -> String {
        let declaration = item.declaration
        let placeholder = declaration.placeholder.map { " " + $0 } ?? ""
        let variable = declaration.variable(prefix: program.environmentPrefix)
        let cells = [
            "`\(declaration.name)\(declaration.isProperties ? ".NAME" : "")`",
            "`\(declaration.flag)\(plain(placeholder))`",
            declaration.isProperties ? "`\(variable)_A_B` for a.b" : "`\(variable)`",
            plain(item.meanings.joined(separator: "; ")),
            plain(declaration.range ?? (declaration.placeholder == nil ? "true or false" : "")),
            plain(item.standards.joined(separator: "; ")),
            item.commands.joined(separator: ", "),
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }

    /// Without what would end a cell.
    private func plain(_ text: String) -> String { text.replacing("|", with: "\\|") }
}
