import BasketConsole
import Foundation

/// The last part: questions in SQL, with PostgreSQL's own answers.
extension Demo {
    func ask() throws {
        console.line()
        console.line("Ask it yourself:")
        let psql = try? PrivatePostgres.programs().appending(path: "psql")
        for recipe in DemoRecipe.all {
            console.line()
            console.line("-- " + recipe.question)
            console.line(recipe.sql)
            if let psql { try answer(recipe, psql) }
        }
    }

    private func answer(_ recipe: DemoRecipe, _ psql: URL) throws {
        let file = folder.log("answer")
        unlink(file.path)
        _ = try Spawn.run(
            psql.path,
            [
                "-X", "-q", "-P", "pager=off", "-P", "footer=off", "-d", databaseURL, "-c",
                recipe.sql,
            ],
            output: file.path)
        console.line(
            try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: .newlines))
        unlink(file.path)
    }
}
