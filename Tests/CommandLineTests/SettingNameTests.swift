import BasketConsole
import Testing

@testable import basketwatch

/// A name is one line of the settings file and one variable, whoever declares it.
@Suite("A setting's name")
struct SettingNameTests {
    @Test("is a flag alone in all commands that take it, or in none")
    func flagOnly() {
        // A demo's own servers and topic are named by its flags: the variables name the daily ones; so
        // are the date and the sessions that an evaluation is about.
        let apart = [DemoCommand.name, EvaluateCommand.name]
        let all = basketwatch.commands.filter { !apart.contains($0.name) }
            .flatMap { $0.settings.all }
        for (name, declarations) in Dictionary(grouping: all, by: \.name) {
            #expect(Set(declarations.map(\.isFlagOnly)).count == 1, "\(name)")
        }
        for name in ["json", "csv", "output", "limit", "describe", "summary", "watch"] {
            #expect(all.first { $0.name == name }?.isFlagOnly == true, "\(name)")
        }
    }
}
