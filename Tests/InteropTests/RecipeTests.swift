import PageTesting
import Testing

/// The SQL that the pages show, asked by psql as a user with the role `basketwatch_reader`.
@Suite("A SQL recipe")
struct RecipeTests {
    @Test("gives rows, and the columns that its page shows")
    func answers() throws {
        let stream = try ShopStream(partitions: 4)
        // As many sessions as make the stream some hours long: most of them close.
        try stream.shell(
            "basketwatch generate --count 12000 --open-sessions 300 --duplicates 1% --malformed 1%")
        try stream.process()
        let user = try stream.ask("SELECT current_user").last
        #expect(user?.hasPrefix("analyst_") == true)
        for page in try ["README.md", "docs/sql.md"].map({ try Page($0) }) {
            let recipes = Recipe.all(in: page)
            #expect(recipes.count >= 3)
            for recipe in recipes {
                let lines = try stream.ask(recipe.sql)
                #expect(lines.count > 1, "\(page): \(recipe)")
                guard let columns = recipe.columns else { continue }
                #expect(lines.first == columns.joined(separator: ","), "\(page): \(recipe)")
            }
        }
    }

    @Test("of docs/sql.md shows what it gives: ten there are, each with its columns")
    func samples() throws {
        let recipes = Recipe.all(in: try Page("docs/sql.md"))
        #expect(recipes.count >= 10)
        for recipe in recipes { #expect(recipe.columns != nil, "\(recipe)") }
    }
}
